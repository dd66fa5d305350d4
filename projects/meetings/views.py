"""Meetings: listed, noted, read, said better, taken away, and made into tasks."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.http import PageRequest
from core.paging import paginate
from core.resources import ResourceView
from projects.access import project_inside, project_to_contribute_to
from projects.frame import project_frame
from projects.meetings import access
from projects.meetings.forms import MeetingEditForm, MeetingForm
from projects.models import Decision, Meeting, Project, Task
from projects.rules import can_moderate
from projects.views.inside import EditPage, InsidePage

PAGE, ORDER = 20, ("-held_on", "-id")
FIELDS = ("title", "held_on", "attended", "notes", "version")


def meetings(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    """All of one project, the last held first."""
    project = project_inside(request.user, pk)
    found = Meeting.objects.visible_to(request.user).filter(project=project).for_list()
    page = paginate(found, ORDER, after=request.GET.get("after"), size=PAGE)
    context = project_frame(request.user, project, "meetings") | {"page": page}
    more = request.htmx.target == "meetings-more"
    return render(request, "projects/meetings/list.html" + ("#rows" if more else ""), context)


def meeting(request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
    found = access.meeting_to_read(request.user, number, pk)
    context = project_frame(request.user, found.project, "meetings")
    tasks = Task.objects.present().filter(action_item__meeting=found).order_by("number")
    context |= {
        "meeting": found,
        "to_do": found.to_do if context["may_contribute"] else [],
        "tasks": tasks.select_related("lane").defer("description", "html"),
        "decisions": Decision.objects.filter(meeting=found).order_by("pk"),
        "may_moderate": can_moderate(request.user, found.project),
    }
    return render(request, "projects/meetings/meeting.html", context)


class NewMeetingView(InsidePage):
    template, called, part = "projects/meetings/new.html", "project", "meetings"

    def find(self, pk: int) -> Project:
        return project_to_contribute_to(self.request.user, pk)

    def form(self, thing: Project, sent: Any = None) -> MeetingForm:
        begun = {"nonce": uuid.uuid4().hex, "held_on": timezone.localdate()}
        return MeetingForm(sent, initial=begun)

    def act(self, thing: Project, data: dict[str, Any]) -> str:
        self.noted = Meeting.objects.note(thing, by=self.request.user, **data)
        return _("Notes saved. Those in the project and those who follow it are told.")

    def then(self, thing: Project) -> Meeting:
        return self.noted


class EditMeetingView(EditPage):
    template, called, part = "projects/meetings/edit.html", "meeting", "meetings"

    def find(self, pk: int) -> Meeting:
        return access.meeting_to_edit(self.request.user, self.number or 0, pk)

    def form(self, thing: Meeting, sent: Any = None) -> MeetingEditForm:
        return MeetingEditForm(sent, initial={name: getattr(thing, name) for name in FIELDS})

    def act(self, thing: Meeting, data: dict[str, Any]) -> str:
        thing.edit(by=self.request.user, **data)
        return _("Changes saved.")


class RemoveMeetingView(InsidePage):
    """Asked for once more on a page; POST takes it away."""

    template, called, part = "projects/meetings/remove.html", "meeting", "meetings"

    def find(self, pk: int) -> Meeting:
        return access.meeting_to_remove(self.request.user, self.number or 0, pk)

    def form(self, thing: Meeting, sent: Any = None) -> forms.Form:
        return forms.Form(sent)

    def act(self, thing: Meeting, data: dict[str, Any]) -> str:
        thing.remove()
        return _("Notes deleted.")

    def then(self, thing: Meeting) -> str:
        return f"{thing.project.address}meetings/"


class MeetingTasksView(ResourceView):
    """POST makes a task of the line that is named, or of all that the notes leave to do."""

    def post(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        found = access.meeting_to_edit(request.user, number, pk)
        made = found.make_tasks(by=request.user, lines=request.POST.getlist("line") or None)
        if made:
            said = ngettext("%(n)d task added.", "%(n)d tasks added.", len(made))
            messages.success(request, said % {"n": len(made)})
        else:
            messages.info(request, _("It is a task already, or the notes say something else now."))
        return redirect(f"{found.get_absolute_url()}#tasks")
