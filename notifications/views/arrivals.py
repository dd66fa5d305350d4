from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.http import PageRequest
from core.paging import paginate
from core.resources import ResourceView
from notifications import access
from notifications.inbound.addresses import are_open
from notifications.inbound.processing import release
from notifications.inbound.refusing import throw_away
from notifications.inbound.waiting import Waiting
from notifications.models import Arrival
from notifications.models.arrival import State

PAGE = 20


@login_required
def arrivals(request: PageRequest) -> HttpResponse:
    """The mail that one has sent here, and what became of each."""
    after = request.GET.get("after")
    context = {
        "page": paginate(Arrival.objects.of(request.user), ("-pk",), after=after, size=PAGE),
        "held": Arrival.objects.held_for(request.user).count(),
        "is_open": are_open(),
    }
    return render(request, "notifications/arrivals.html", context)


@login_required
def held(request: PageRequest) -> HttpResponse:
    mine = Arrival.objects.held_for(request.user).select_related("user")
    return render(request, "notifications/held.html", {"held": [Waiting.of(one) for one in mine]})


class HeldView(ResourceView):
    def post(self, request: PageRequest, pk: int) -> HttpResponse:
        """Let it pass: it is what I wrote."""
        arrival = release(access.arrival_to_decide(request.user, pk))
        if arrival.state not in (State.POSTED, State.OBEYED):
            messages.error(request, str(arrival.advice.what if arrival.advice else ""))
            return redirect("notifications:held")
        messages.success(request, _("Posted.") if arrival.state == State.POSTED else _("Done."))
        return redirect(arrival.url or "notifications:held")

    def delete(self, request: PageRequest, pk: int) -> HttpResponse:
        throw_away(access.arrival_to_decide(request.user, pk))
        messages.success(request, _("Thrown away."))
        return redirect("notifications:held")
