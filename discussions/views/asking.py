"""Questions that nobody has answered: who is asked when, what one was asked, what is taken up."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from communities.access import community_to_facilitate
from communities.frame import frame
from communities.rules import can_own
from core.http import PageRequest
from core.permissions import require
from core.resources import ResourceView
from discussions import access
from discussions.asking.climbing import decline
from discussions.asking.forms import LadderForm, ReadinessForm
from discussions.models import AgendaItem, Ask, Ladder, Readiness
from discussions.models.agenda import MOST_LISTED

MOST_ASKS = 10


class AskView(ResourceView):
    """How a question is put to the viewer; they unmake it by saying that they are not the one."""

    def get(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        ask = access.ask_to_settle(request.user, pk)
        context = frame(request.user, ask.topic.community) | {"ask": ask, "topic": ask.topic}
        return render(request, "discussions/ask.html", context)

    def delete(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        ask = access.ask_to_settle(request.user, pk)
        decline(ask, by=request.user)
        messages.success(request, _("Thank you for saying so. Nobody learns of it."))
        return redirect("home" if request.POST.get("from") == "home" else ask.topic)


class AgendaView(ResourceView):
    """Whether the topic is to be taken up together."""

    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        topic = access.topic_to_take_up(request.user, pk)
        AgendaItem.objects.put(topic, by=request.user)
        messages.success(request, _("On the list of what is to be taken up together."))
        return redirect(topic)

    def delete(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        topic = access.topic_to_take_up(request.user, pk)
        AgendaItem.objects.take_off(topic)
        messages.success(request, _("Taken off the list."))
        return redirect("discussions:unanswered" if "listed" in request.POST else topic, slug)


@login_required
def unanswered(request: PageRequest, slug: str) -> HttpResponse:
    """The facilitators' page: the ladder, which owners set, and what is to be taken up."""
    community = community_to_facilitate(request.user, slug)
    may_set = can_own(request.user, community)
    ladder = Ladder.objects.of(community)
    form = LadderForm(request.POST if request.method == "POST" else None, instance=ladder)
    if form.is_bound:
        require(may_set)
        if form.is_valid():
            ladder.choose(**form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("discussions:unanswered", slug)
    listed = AgendaItem.objects.seen_by(request.user, community).for_display()
    context = frame(request.user, community) | {
        "form": form,
        "may_set": may_set,
        "listed": listed[:MOST_LISTED],
        "part": "unanswered",
    }
    status = 422 if form.errors else 200
    return render(request, "discussions/manage/unanswered.html", context, status=status)


@login_required
def readiness(request: PageRequest) -> HttpResponse:
    """Whether and how often one wants to be asked; and what one was asked of late."""
    chosen = Readiness.objects.of(request.user)
    form = ReadinessForm(request.POST if request.method == "POST" else None, instance=chosen)
    if form.is_bound and form.is_valid():
        Readiness.objects.choose(by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("discussions:readiness")
    asks = Ask.objects.of(request.user).for_display().order_by("-asked_at", "-pk")
    context = {"form": form, "asks": asks[:MOST_ASKS]}
    status = 422 if form.errors else 200
    return render(request, "discussions/readiness.html", context, status=status)
