from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.http import PageRequest
from core.resources import ResourceView
from notifications import access
from notifications.choosing import choose, presets
from notifications.matters import Matter, all_matters
from notifications.models import Choice, Follow, Way
from notifications.models.choice import EVERYWHERE
from notifications.views.settings import told


class WaysView(ResourceView):
    """Ways for some matters or all, and for a community also how closely to follow it."""

    def post(self, request: PageRequest, scope: str) -> HttpResponse:
        place = access.scope_to_choose_for(request.user, scope)
        wanted = _wanted(request.POST)
        level = request.POST.get("level", "")
        if wanted is None or (level and not self._follow(request, place, level)):
            return HttpResponseBadRequest(_("There is no such choice."))
        choose(wanted, by=request.user, scope=place)
        if request.htmx:
            return _saved(request, place)
        messages.success(request, _("Saved."))
        return _back_to(place)

    def delete(self, request: PageRequest, scope: str) -> HttpResponse:
        """Let what holds everywhere decide again, and there what is usual."""
        place = access.scope_to_choose_for(request.user, scope)
        Choice.objects.forget_scope(place, by=request.user)
        messages.success(request, _("Everything is as usual again."))
        return _back_to(place)

    def _follow(self, request: PageRequest, place: str, level: str) -> bool:
        if place == EVERYWHERE:
            return False
        target = access.target_to_follow(request.user, place)
        if level not in target.levels:
            return False
        if level != Follow.objects.level_of(request.user, [[place]]):
            Follow.objects.choose(place, level, by=request.user)
        return True


class PresetView(ResourceView):
    def post(self, request: PageRequest) -> HttpResponse:
        preset = presets.get(request.POST.get("preset", ""))
        if preset is None:
            return HttpResponseBadRequest(_("There is no such choice."))
        preset.apply_everywhere(by=request.user)
        messages.success(request, _("Saved."))
        return redirect("notifications:settings")


def _wanted(sent: Mapping[str, str]) -> dict[Matter, Way] | None:
    """The ways that were sent; None where one is no way to be told of its matter."""
    found = {matter: sent.get(f"way_{matter.name}") for matter in all_matters()}
    wanted = {matter: way for matter, way in found.items() if way is not None}
    if any(way not in matter.ways for matter, way in wanted.items()):
        return None
    return {matter: Way(way) for matter, way in wanted.items()}


def _saved(request: PageRequest, place: str) -> HttpResponse:
    """For everywhere, what one will get now; the page of a community says nothing that changes."""
    context = told(request) if place == EVERYWHERE else {}
    return render(request, "notifications/saved.html", context)


def _back_to(place: str) -> HttpResponse:
    if place == EVERYWHERE:
        return redirect("notifications:settings")
    return redirect("notifications:place", place)
