from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.audience import keys_for
from core.http import PageRequest
from core.resources import ResourceView
from notifications import access, follows, unsubscribing
from notifications.choosing import presets, table_of
from notifications.forms import PauseForm, QuietForm
from notifications.models import Follow, Level, Preference, Rhythm, Unsubscription, Way
from notifications.summary import summary_of
from notifications.ways import Ways

MOST_LISTED = 100


@login_required
def notifications(request: PageRequest) -> HttpResponse:
    return settings_page(request)


@login_required
def place(request: PageRequest, scope: str) -> HttpResponse:
    """What one wants in one community, where it differs from everywhere."""
    access.scope_to_choose_for(request.user, scope)
    target = access.target_to_follow(request.user, scope)
    context = {
        "table": table_of(request.user, scope),
        "ways": Way,
        "target": target,
        "level": Follow.objects.level_of(request.user, [[scope]]),
    }
    return render(request, "notifications/place.html", context)


class ResumptionView(ResourceView):
    """The way back for a stream of mail that was stopped."""

    def post(self, request: PageRequest) -> HttpResponse:
        Unsubscription.objects.resume(request.POST.get("stream", ""), by=request.user)
        messages.success(request, _("You will get these emails again."))
        return redirect("notifications:settings")


def settings_page(request: PageRequest, **forms: Any) -> HttpResponse:
    """The page; with 422 where one of its forms came back."""
    status = 422 if any(form.is_bound for form in forms.values()) else 200
    ways = Ways([request.user.pk])
    stopped = list(Unsubscription.objects.of(request.user)[:MOST_LISTED])
    context = told(request, ways, stopped) | _lists(request, ways, stopped)
    preference = context["preference"]
    context |= {
        "quiet": QuietForm(preference=preference),
        "pause": PauseForm(),
        "ways": Way,
        **forms,
    }
    return render(request, "notifications/settings.html", context, status=status)


def told(
    request: PageRequest,
    ways: Ways | None = None,
    stopped: list[Unsubscription] | None = None,
) -> dict[str, Any]:
    """What the user will get."""
    if stopped is None:
        stopped = list(Unsubscription.objects.of(request.user)[:MOST_LISTED])
    table = table_of(request.user, ways=ways)
    preference = Preference.objects.peek(request.user)
    rhythms = Rhythm.objects.of(request.user)
    is_stopped = any(row.stream == unsubscribing.NOTICES for row in stopped)
    return {
        "table": table,
        "preference": preference,
        "presets": presets.values(),
        "is_stopped": is_stopped,
        "said": summary_of(table, preference, rhythms, is_stopped=is_stopped),
    }


def _lists(request: PageRequest, ways: Ways, stopped: list[Unsubscription]) -> dict[str, Any]:
    """What the user is in, follows by choice and has stopped, each with its name."""
    followed = list(Follow.objects.chosen_by(request.user)[:MOST_LISTED])
    inside = [key for key in keys_for(request.user) if key.startswith("community:")]
    keys = [row.target for row in followed] + [row.stream for row in stopped] + inside
    named = follows.names(request.user, keys)
    levels = {row.target: Level(row.level) for row in followed}
    differing = ways.scopes_of(request.user.pk)
    places = [
        (key, named[key], levels.get(key), key in differing) for key in inside if key in named
    ]
    return {
        "places": sorted(places, key=lambda place: place[1].name.lower()),
        "followed": [(row, named[row.target]) for row in followed if row.target in named],
        "stopped": [
            (row, named.get(row.stream)) for row in stopped if row.stream != unsubscribing.NOTICES
        ],
    }
