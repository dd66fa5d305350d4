from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.http import PageRequest
from core.resources import ResourceView
from notifications import follows
from notifications.forms import PreferenceForm
from notifications.models import Follow, Preference, Unsubscription

MOST_LISTED = 100


@login_required
def notifications(request: PageRequest) -> HttpResponse:
    preference = Preference.objects.peek(request.user)
    data = request.POST if request.method == "POST" else None
    form = PreferenceForm(data, instance=preference)
    if form.is_valid():
        Preference.objects.of(request.user).mail_notices(on=form.cleaned_data["mails_notices"])
        messages.success(request, _("Saved."))
        return redirect("notifications:settings")
    context = {"form": form, "said": _summary(preference), **_lists(request)}
    status = 422 if form.is_bound else 200
    return render(request, "notifications/settings.html", context, status=status)


class ResumptionView(ResourceView):
    """The way back for a stream of mail that was stopped."""

    def post(self, request: PageRequest) -> HttpResponse:
        Unsubscription.objects.resume(request.POST.get("stream", ""), by=request.user)
        messages.success(request, _("You will get these emails again."))
        return redirect("notifications:settings")


def _summary(preference: Preference) -> str:
    """In a sentence, what the user will get."""
    if preference.mails_notices:
        return _("You get emails as things happen.")
    return _("You get no emails as things happen. Everything waits for you in the app.")


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
