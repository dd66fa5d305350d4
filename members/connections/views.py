from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.http import PageRequest
from core.paging import paginate
from core.resources import ResourceView
from members.access import person_to_see
from members.connections import access, limits, listing
from members.connections.forms import AnswerForm, AskForm
from members.connections.models import Connection, Dismissal
from members.connections.models.connection import State
from members.connections.suggesting import suggestions_for
from members.connections.ties import tie_of

PAGE, MOST_REQUESTS = 24, 50


@login_required
def connections(request: PageRequest) -> HttpResponse:
    """Who asks, whom one may like to meet, and whom one is connected with."""
    after = request.GET.get("after")
    page = paginate(listing.connections_of(request.user), listing.ORDER, size=PAGE, after=after)
    context: dict[str, Any] = {"page": page}
    if request.htmx.target == "connections-more":
        return render(request, "members/connections/page.html#rows", context)
    context |= {
        "received": listing.received(request.user).order_by(*listing.REQUESTS)[:MOST_REQUESTS],
        "sent": listing.sent(request.user).order_by(*listing.REQUESTS)[:MOST_REQUESTS],
        "suggestions": suggestions_for(request.user),
    }
    return render(request, "members/connections/page.html", context)


class ConnectionView(ResourceView):
    """What is between the viewer and somebody. POST: ask. DELETE: take it back, or end it."""

    def get(self, request: PageRequest, handle: str) -> HttpResponse:
        return self._show(request, handle, AskForm())

    def post(self, request: PageRequest, handle: str) -> HttpResponse:
        person = access.person_to_connect_with(request.user, handle)
        form = AskForm(request.POST)
        if not form.is_valid():
            return self._show(request, handle, form)
        limits.spend(request.user)
        made = Connection.objects.ask(person, by=request.user, **form.cleaned_data)
        if made.state == State.CONNECTED:
            said = _("You are connected with %(name)s.")
        else:
            said = _("%(name)s is asked.")
        messages.success(request, said % {"name": person.name})
        return redirect(person)

    def delete(self, request: PageRequest, handle: str) -> HttpResponse:
        found = access.connection_with(request.user, handle)
        found.end(by=request.user)
        messages.success(request, _("You are not connected. Nobody is told."))
        return redirect(found.other(request.user))

    def _show(self, request: PageRequest, handle: str, form: AskForm) -> HttpResponse:
        person = access.person_to_connect_with(request.user, handle)
        context = {"person": person, "tie": tie_of(request.user, person), "form": form}
        status = 422 if form.is_bound else 200
        return render(request, "members/connections/ask.html", context, status=status)


@login_required
@require_POST
def answer(request: PageRequest, handle: str) -> HttpResponse:
    found = access.connection_with(request.user, handle)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest(_("Accept it, or decline it."))
    if form.accepts:
        found.accept(by=request.user)
        name = found.other(request.user).name
        messages.success(request, _("You are connected with %(name)s.") % {"name": name})
    else:
        found.decline(by=request.user)
        messages.success(request, _("Declined. Nobody is told."))
    return redirect("connections")


class DismissalView(ResourceView):
    """POST: suggest this person no more. DELETE: they may be suggested again."""

    def post(self, request: PageRequest, handle: str) -> HttpResponse:
        person = person_to_see(request.user, handle)
        Dismissal.objects.dismiss(person, by=request.user)
        if request.htmx:
            return render(request, "members/connections/dismissed.html", {"person": person})
        messages.success(request, _("%(name)s is not suggested again.") % {"name": person.name})
        return redirect("connections")

    def delete(self, request: PageRequest, handle: str) -> HttpResponse:
        Dismissal.objects.restore(person_to_see(request.user, handle), by=request.user)
        return redirect("connections")
