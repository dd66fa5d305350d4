from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.http import PageRequest
from core.resources import ResourceView
from notifications import access
from notifications.follows import Control
from notifications.models import Follow, Level, Notice


class FollowView(ResourceView):
    def post(self, request: PageRequest, target: str) -> HttpResponse:
        found = access.target_to_follow(request.user, target)
        level = request.POST.get("level", "")
        if level not in found.levels:
            return HttpResponseBadRequest(_("There is no such level."))
        Follow.objects.choose(found.key, level, by=request.user)
        if request.htmx:
            control = Control(found, Level(level))
            return render(request, "notifications/follow.html", {"follow": control})
        messages.success(request, str(found.levels[Level(level)]))
        if request.POST.get("next") == "notices":  # from the page of notices, where it is read now
            Notice.objects.of(request.user).filter(group=found.key).mark_read()
            return redirect("notifications:notices")
        return redirect(found.url)

    def delete(self, request: PageRequest, target: str) -> HttpResponse:
        """Let what it hangs below decide again."""
        Follow.objects.forget(target, by=request.user)
        return redirect("notifications:settings")
