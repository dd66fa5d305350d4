"""Who comes: they register, take a seat that is offered, take it back, and are noted as come."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from communities.frame import frame
from core.errors import DomainError
from core.http import PageRequest
from core.resources import ResourceView
from learning.admitting.rules import can_admit
from learning.workshops import access, rules
from learning.workshops.forms import RegistrationForm
from learning.workshops.models import Registration
from learning.workshops.seats import seats_in
from learning.workshops.showing import workshop_context


class RegistrationView(ResourceView):
    """POST registers, or says otherwise what was said before; DELETE takes it back."""

    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        found = access.workshop_to_register_for(request.user, pk)
        form = RegistrationForm(request.POST, workshop=found)
        status = 422
        if form.is_valid():
            try:
                mine = Registration.objects.register(found, by=request.user, **form.said())
            except DomainError as error:
                form.add_error(None, str(error))
                status = error.status
            else:
                messages.success(request, _said_of(mine))
                return redirect(found)
        context = workshop_context(request.user, found, form)
        return render(request, "learning/workshops/workshop.html", context, status=status)

    def delete(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        mine = access.own_registration(request.user, pk)
        mine.cancel()
        messages.success(request, _("You do not come. Your place goes to the next who waits."))
        return redirect(mine.workshop)


class SeatView(ResourceView):
    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        mine = access.own_registration(request.user, pk)
        mine.accept()
        messages.success(request, _("The seat is yours."))
        return redirect(mine.workshop)


@login_required
def people(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    """Who comes and who waits, and what they want answered: for those who host it."""
    found = access.workshop_to_host(request.user, pk)
    context = frame(request.user, found.community) | {
        "workshop": found,
        "seats": seats_in(found),
        "registrations": found.registrations.listed().for_display(),
        "may_admit": can_admit(request.user, found),
        "may_note": rules.can_note_who_came(request.user, found),
    }
    return render(request, "learning/workshops/people.html", context)


class AttendanceView(ResourceView):
    """POST notes that somebody came, DELETE that they did not."""

    def post(self, request: PageRequest, slug: str, pk: int, handle: str) -> HttpResponse:
        return self._note(pk, handle, came=True)

    def delete(self, request: PageRequest, slug: str, pk: int, handle: str) -> HttpResponse:
        return self._note(pk, handle, came=False)

    def _note(self, pk: int, handle: str, *, came: bool) -> HttpResponse:
        registration = access.registration_to_note(self.request.user, pk, handle)
        registration.attend(came=came)
        return redirect(f"{registration.workshop.address}people/")


def _said_of(mine: Registration) -> str:
    if mine.is_asked:
        return _("You have asked to come. Those who host it decide, and you are told.")
    if mine.is_waiting:
        return _("You are on the waiting list, and are told when a seat gets free.")
    return _("You have a seat.")
