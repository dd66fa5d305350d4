"""Applications: sent, withdrawn, accepted and declined."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from core.http import PageRequest
from projects.calls import access
from projects.calls.forms import AnswerForm, ApplicationForm
from projects.calls.models import Application, Call
from projects.calls.views.calls import call_context
from projects.calls.words import BY_KEY, DECLINING, WELCOME
from projects.views.inside import InsidePage


class OwnView(InsidePage):
    """One's own: POST sends it, or says it in other words; DELETE withdraws it."""

    template, called, part = "projects/calls/call.html", "call", "people"

    def find(self, pk: int) -> Call:
        return access.call_to_apply_to(self.request.user, self.number or 0, pk)

    def form(self, thing: Call, sent: Any = None) -> ApplicationForm:
        return ApplicationForm(sent)

    def act(self, thing: Call, data: dict[str, Any]) -> str:
        Application.objects.apply(thing, by=self.request.user, **data)
        return _("Application sent. Those who lead the project are told.")

    def context(self, thing: Call, form: Any) -> dict[str, Any]:
        return super().context(thing, form) | call_context(self.request.user, thing, form)

    def get(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        return redirect(access.call_to_read(request.user, self.number or 0, pk))

    def delete(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        sent = access.application_to_withdraw(request.user, self.number or 0, pk)
        sent.withdraw()
        messages.success(request, _("Application withdrawn."))
        return redirect(sent.call)


class DecidingView(InsidePage):
    called, part = "application", "people"

    def find(self, pk: int) -> Any:
        handle = self.names["handle"]
        found: Any = access.application_to_decide(self.request.user, self.number or 0, handle, pk)
        found.community, found.project = found.call.community, found.call.project
        return found

    def context(self, thing: Application, form: Any) -> dict[str, Any]:
        return super().context(thing, form) | {"call": thing.call}

    def then(self, thing: Application) -> str:
        return f"{thing.call.get_absolute_url()}#applications"


class AcceptanceView(DecidingView):
    template = "projects/calls/accept.html"

    def form(self, thing: Application, sent: Any = None) -> AnswerForm:
        return AnswerForm(sent, initial={"answer": WELCOME})

    def act(self, thing: Application, data: dict[str, Any]) -> str:
        thing.accept(by=self.request.user, **data)
        return _("%(name)s is in the project now.") % {"name": thing.user.name}


class RefusalView(DecidingView):
    template = "projects/calls/decline.html"

    def form(self, thing: Application, sent: Any = None) -> AnswerForm:
        return AnswerForm(sent, initial={"answer": self._begun().text})

    def act(self, thing: Application, data: dict[str, Any]) -> str:
        thing.decline(by=self.request.user, **data)
        return _("%(name)s is told what you wrote.") % {"name": thing.user.name}

    def context(self, thing: Application, form: Any) -> dict[str, Any]:
        more = {"words": DECLINING, "begun": self._begun()}
        return super().context(thing, form) | more

    def _begun(self) -> Any:
        return BY_KEY.get(self.request.GET.get("words", ""), DECLINING[0])
