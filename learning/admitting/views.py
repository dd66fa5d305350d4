from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from communities.frame import frame
from core.errors import DomainError
from core.http import PageRequest
from core.resources import ResourceView
from learning.admitting import access
from learning.admitting.forms import DeclineForm
from learning.workshops.models import Registration


class AdmissionView(ResourceView):
    def post(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        asked = access.registration_to_decide(request.user, pk, number)
        asked.let_in()
        said = _("They have a seat.") if asked.is_coming else _("They are on the waiting list.")
        messages.success(request, said)
        return redirect(f"{asked.workshop.address}people/")


class DeclineView(ResourceView):
    """A page, since there is something to be said with it."""

    def get(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        asked = access.registration_to_decide(request.user, pk, number)
        return self.show(asked, DeclineForm())

    def post(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        asked = access.registration_to_decide(request.user, pk, number)
        form = DeclineForm(request.POST)
        if not form.is_valid():
            return self.show(asked, form, status=422)
        try:
            asked.decline(note=form.cleaned_data["note"])
        except DomainError as error:
            form.add_error(None, str(error))
            return self.show(asked, form, status=error.status)
        messages.success(request, _("Declined. They are told, with what you wrote."))
        return redirect(f"{asked.workshop.address}people/")

    def show(self, asked: Registration, form: Any, status: int = 200) -> HttpResponse:
        context = frame(self.request.user, asked.workshop.community)
        context |= {"asked": asked, "workshop": asked.workshop, "form": form}
        return render(self.request, "learning/admitting/decline.html", context, status=status)
