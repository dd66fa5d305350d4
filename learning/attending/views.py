import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.qr import draw_code
from communities.form_page import FormPage
from communities.frame import frame
from core.client import requester
from core.http import PageRequest
from learning.attending import access
from learning.attending.forms import CheckInForm, MessageForm
from learning.attending.limits import CODES, MESSAGES
from learning.attending.models import Message
from learning.attending.table import as_csv
from learning.workshops.access import own_registration, workshop_to_host
from learning.workshops.models import Registration, RegistrationState, Workshop


@login_required
def door(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    """What is shown at the door, or on the screen: the code, to be typed or scanned."""
    found = access.workshop_to_let_in(request.user, pk)
    path = f"{found.address}check-in/?{urlencode({'code': found.door_code})}"
    came = found.registrations.filter(state=RegistrationState.ATTENDED)
    context = frame(request.user, found.community) | {
        "workshop": found,
        "drawn": draw_code(request.build_absolute_uri(path), _("QR code that checks in")),
        "address": request.build_absolute_uri(f"{found.address}check-in/"),
        "came": came.count(),
    }
    return render(request, "learning/attending/door.html", context)


class CheckInView(FormPage):
    """Whoever has a seat says that they are there, with the code."""

    template, called = "learning/attending/check_in.html", "registration"

    def find(self, pk: int) -> Registration:
        return own_registration(self.request.user, pk)

    def form(self, thing: Registration, sent: Any = None) -> CheckInForm:
        return CheckInForm(sent, initial={"code": self.request.GET.get("code", "")[:20]})

    def act(self, thing: Registration, data: dict[str, Any]) -> str:
        CODES.spend(requester(self.request))
        thing.check_in(data["code"])
        return _("You are checked in. Welcome.")

    def then(self, thing: Registration) -> Workshop:
        return thing.workshop


@login_required
def table(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    found = workshop_to_host(request.user, pk)
    registered = list(found.registrations.current().for_display())
    # Also what is asked no more, in the words of then: a column each.
    asked = dict.fromkeys(one.words for mine in registered for one in mine.answers.all())
    answer = HttpResponse(as_csv(registered, list(asked)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.slug or "workshop"}.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer


class MessageView(FormPage):
    template, called = "learning/attending/message.html", "workshop"

    def find(self, pk: int) -> Workshop:
        return access.workshop_to_write_to(self.request.user, pk)

    def form(self, thing: Workshop, sent: Any = None) -> MessageForm:
        return MessageForm(sent, workshop=thing, initial={"nonce": uuid.uuid4().hex})

    def context(self, thing: Workshop, form: Any) -> dict[str, Any]:
        return {"sent": thing.messages.select_related("by").order_by("-pk")[:20]}

    def act(self, thing: Workshop, data: dict[str, Any]) -> str:
        MESSAGES.spend(requester(self.request))
        Message.objects.send(thing, by=self.request.user, **data)
        return _("Sent to those who are registered.")
