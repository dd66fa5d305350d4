from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.http import PageRequest
from core.resources import ResourceView
from notifications import follows
from notifications.models import Follow, Unsubscription

MOST_LISTED = 100


@login_required
def notifications(request: PageRequest) -> HttpResponse:
    return render(request, "notifications/settings.html", _lists(request))


class ResumptionView(ResourceView):
    """The way back for a stream of mail that was stopped."""

    def post(self, request: PageRequest) -> HttpResponse:
        Unsubscription.objects.resume(request.POST.get("stream", ""), by=request.user)
        messages.success(request, _("You will get these emails again."))
        return redirect("notifications:settings")


def _lists(request: PageRequest) -> dict[str, object]:
    """What the user follows by choice and what mail they have stopped, each with its name."""
    followed = list(Follow.objects.chosen_by(request.user)[:MOST_LISTED])
    stopped = list(Unsubscription.objects.of(request.user)[:MOST_LISTED])
    keys = [row.target for row in followed] + [row.stream for row in stopped]
    named = follows.names(request.user, keys)
    return {
        "followed": [(row, named[row.target]) for row in followed if row.target in named],
        "stopped": [(row, named.get(row.stream)) for row in stopped],
    }
