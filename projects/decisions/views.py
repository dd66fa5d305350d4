"""What was decided: listed, noted, read, said better, and taken away."""

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.http import PageRequest
from core.paging import paginate
from projects.access import project_inside, project_to_contribute_to
from projects.decisions import access
from projects.decisions.forms import DecisionEditForm, DecisionForm
from projects.frame import project_frame
from projects.models import Decision, Project
from projects.rules import can_moderate
from projects.views.inside import EditPage, InsidePage

PAGE, ORDER = 20, ("-decided_on", "-id")
FIELDS = ("title", "why", "alternatives", "decided_on", "decided_by", "meeting", "version")


def decisions(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    """The log of a project, the last decided first."""
    project = project_inside(request.user, pk)
    found = Decision.objects.visible_to(request.user).filter(project=project).for_page()
    page = paginate(found, ORDER, after=request.GET.get("after"), size=PAGE)
    context = project_frame(request.user, project, "decisions") | {"page": page}
    more = request.htmx.target == "decisions-more"
    return render(request, "projects/decisions/list.html" + ("#rows" if more else ""), context)


def decision(request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
    found = access.decision_to_read(request.user, number, pk)
    context = project_frame(request.user, found.project, "decisions") | {
        "decision": found,
        "earlier": found.supersedes.select_related("project__community").order_by("pk"),
        "may_moderate": can_moderate(request.user, found.project),
    }
    return render(request, "projects/decisions/decision.html", context)


class NewDecisionView(InsidePage):
    template, called, part = "projects/decisions/new.html", "project", "decisions"

    def find(self, pk: int) -> Project:
        return project_to_contribute_to(self.request.user, pk)

    def form(self, thing: Project, sent: Any = None) -> DecisionForm:
        begun: dict[str, Any] = {"nonce": uuid.uuid4().hex, "decided_on": timezone.localdate()}
        begun["instead_of"] = self.request.GET.get("instead_of", "")
        meeting = self.request.GET.get("meeting", "")
        held = thing.meetings.filter(pk=meeting) if meeting.isdecimal() else []
        for one in held:
            begun |= {"meeting": one.pk, "decided_on": one.held_on}
        return DecisionForm(sent, project=thing, initial=begun)

    def act(self, thing: Project, data: dict[str, Any]) -> str:
        self.noted = Decision.objects.note(thing, by=self.request.user, **data)
        return _("Decision noted. Those in the project and those who follow it are told.")

    def then(self, thing: Project) -> Decision:
        return self.noted


class EditDecisionView(EditPage):
    template, called, part = "projects/decisions/edit.html", "decision", "decisions"

    def find(self, pk: int) -> Decision:
        return access.decision_to_edit(self.request.user, self.number or 0, pk)

    def form(self, thing: Decision, sent: Any = None) -> DecisionEditForm:
        saved = {name: getattr(thing, name) for name in FIELDS}
        return DecisionEditForm(sent, project=thing.project, initial=saved)

    def act(self, thing: Decision, data: dict[str, Any]) -> str:
        thing.edit(by=self.request.user, **data)
        return _("Changes saved.")


class RemoveDecisionView(InsidePage):
    """Asked for once more on a page; POST takes it away."""

    template, called, part = "projects/decisions/remove.html", "decision", "decisions"

    def find(self, pk: int) -> Decision:
        return access.decision_to_remove(self.request.user, self.number or 0, pk)

    def form(self, thing: Decision, sent: Any = None) -> forms.Form:
        return forms.Form(sent)

    def act(self, thing: Decision, data: dict[str, Any]) -> str:
        thing.remove()
        return _("Decision deleted.")

    def then(self, thing: Decision) -> str:
        return f"{thing.project.address}decisions/"
