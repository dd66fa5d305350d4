"""What becomes of a workshop: it is published, moved, cancelled."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from communities.form_page import FormPage
from core.http import PageRequest
from core.resources import ResourceView
from learning.workshops import access
from learning.workshops.forms import CancelForm, MoveForm, begun_at
from learning.workshops.models import Workshop


class PublicationView(ResourceView):
    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        found = access.workshop_to_publish(request.user, pk)
        found.release(by=request.user)
        messages.success(request, _("Workshop published. People can come."))
        return redirect(found)


class OpeningView(ResourceView):
    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        found = access.workshop_to_open_up(request.user, pk)
        found.open_up(early=True)
        messages.success(request, _("Now all can register. They are told that it is planned."))
        return redirect(found)


class MoveView(FormPage):
    template, called = "learning/workshops/move.html", "workshop"

    def find(self, pk: int) -> Workshop:
        return access.workshop_to_move(self.request.user, pk)

    def form(self, thing: Workshop, sent: Any = None) -> MoveForm:
        return MoveForm(sent, initial=begun_at(thing))

    def act(self, thing: Workshop, data: dict[str, Any]) -> str:
        thing.move(data["when"], by=self.request.user, note=data["note"])
        return _("Workshop moved.")


class CancelView(FormPage):
    template, called = "learning/workshops/cancel.html", "workshop"

    def find(self, pk: int) -> Workshop:
        return access.workshop_to_cancel(self.request.user, pk)

    def form(self, thing: Workshop, sent: Any = None) -> CancelForm:
        return CancelForm(sent)

    def act(self, thing: Workshop, data: dict[str, Any]) -> str:
        thing.cancel(by=self.request.user, **data)
        return _("Workshop cancelled.")
