from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from communities.frame import frame
from core.http import PageRequest
from core.resources import ResourceView
from discussions import access
from discussions.models import Pick, Post


class PickView(ResourceView):
    """A post that one lays into one's tray, or takes out of it."""

    def post(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        post = access.post_to_pick(request.user, pk, number)
        Pick.objects.pick(post, by=request.user)
        return self.respond(post, _("Collected in your tray."), is_picked=True)

    def delete(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        post = access.post_to_pick(request.user, pk, number)
        Pick.objects.drop(post, by=request.user)
        return self.respond(post, _("Taken out of your tray."), is_picked=False)

    def respond(self, post: Post, said: str, *, is_picked: bool) -> HttpResponse:
        """To where one came from: the tray, or the post."""
        if not self.request.htmx:
            messages.success(self.request, said)
            is_from_tray = self.request.POST.get("from") == "tray"
            community = post.topic.community
            return redirect(f"{community.address}tray/" if is_from_tray else post)
        context = frame(self.request.user, post.topic.community)
        context |= {"post": post, "is_picked": is_picked, "said": said}
        return render(self.request, "discussions/pick.html", context)
