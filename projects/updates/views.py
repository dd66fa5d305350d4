"""How far a project is: said, read, changed, taken away and talked about."""

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from core.http import PageRequest
from core.paging import paginate
from core.resources import ResourceView
from projects.access import project_inside, project_to_contribute_to
from projects.frame import project_frame
from projects.models import Collaborator, Project, Update, UpdateReading
from projects.updates import access, rules
from projects.updates.forms import CommentForm, UpdateEditForm, UpdateForm
from projects.views.inside import EditPage, InsidePage

PAGE, ORDER = 20, ("-posted_at", "-id")


def updates(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    """All of one project, the last first."""
    project = project_inside(request.user, pk)
    found = Update.objects.visible_to(request.user).filter(project=project).for_page()
    may_see_readers = rules.can_see_readers(request.user, project)
    if may_see_readers:
        found = found.with_readers(request.user)
    page = paginate(found, ORDER, after=request.GET.get("after"), size=PAGE)
    context = project_frame(request.user, project, "updates") | {
        "page": page,
        "may_see_readers": may_see_readers,
        "unread": [one.pk for one in page.items if may_see_readers and not one.is_read],
        "may_moderate": rules.can_moderate(request.user, project),
    }
    more = request.htmx.target == "updates-more"
    return render(request, "projects/updates/list.html" + ("#rows" if more else ""), context)


def update(request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
    found = access.update_to_read(request.user, number, pk)
    may_see_readers = rules.can_see_readers(request.user, found.project)
    if may_see_readers:
        counted = Update.objects.with_readers(request.user).get(pk=found.pk)
        found.reader_count, found.is_read = counted.reader_count, counted.is_read
    context = project_frame(request.user, found.project, "updates") | {
        "update": found,
        "may_see_readers": may_see_readers,
        "unread": [found.pk] if may_see_readers and not found.is_read else [],
        "may_moderate": rules.can_moderate(request.user, found.project),
        "may_comment": rules.can_comment(request.user, found),
    }
    return render(request, "projects/updates/update.html", context)


def readers(request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Who of the project has read an update, and who has not yet."""
    found = access.update_to_see_readers_of(request.user, number, pk)
    have_read = UpdateReading.objects.filter(update=found).values("user")
    places = Collaborator.objects.active().filter(project=found.project_id).for_display()
    context = project_frame(request.user, found.project, "updates") | {
        "update": found,
        "have_read": places.filter(user__in=have_read),
        "have_not": places.exclude(user__in=have_read),
    }
    return render(request, "projects/updates/readers.html", context)


class ReadingsView(ResourceView):
    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        """Called by a page once its updates are shown: reading is not a GET's business."""
        project = access.project_to_read_updates_of(request.user, pk)
        shown = [int(one) for one in request.POST.get("shown", "").split(",") if one.isdecimal()]
        UpdateReading.objects.note(project, shown[:PAGE], by=request.user)
        return HttpResponse(status=204)


class NewUpdateView(InsidePage):
    template, called, part = "projects/updates/new.html", "project", "updates"

    def find(self, pk: int) -> Project:
        return project_to_contribute_to(self.request.user, pk)

    def form(self, thing: Project, sent: Any = None) -> UpdateForm:
        return UpdateForm(sent, initial={"nonce": uuid.uuid4().hex})

    def act(self, thing: Project, data: dict[str, Any]) -> str:
        self.posted = Update.objects.post(thing, by=self.request.user, **data)
        return _("Update posted. Those in the project and those who follow it are told.")

    def then(self, thing: Project) -> Update:
        return self.posted


class EditUpdateView(EditPage):
    template, called, part = "projects/updates/edit.html", "update", "updates"

    def find(self, pk: int) -> Update:
        return access.update_to_edit(self.request.user, self.number or 0, pk)

    def form(self, thing: Update, sent: Any = None) -> UpdateEditForm:
        return UpdateEditForm(sent, initial={"text": thing.text, "version": thing.version})

    def act(self, thing: Update, data: dict[str, Any]) -> str:
        thing.edit(by=self.request.user, **data)
        return _("Changes saved.")


class RemoveUpdateView(InsidePage):
    """Asked for once more on a page; POST takes it away."""

    template, called, part = "projects/updates/remove.html", "update", "updates"

    def find(self, pk: int) -> Update:
        return access.update_to_remove(self.request.user, self.number or 0, pk)

    def form(self, thing: Update, sent: Any = None) -> Any:
        return forms.Form(sent)

    def act(self, thing: Update, data: dict[str, Any]) -> str:
        thing.remove()
        return _("Update deleted.")

    def then(self, thing: Update) -> str:
        return f"{thing.project.address}updates/"


class CommentsView(InsidePage):
    """A comment is a post in a topic of the project's space; the first one begins it."""

    template, called, part = "projects/updates/comment.html", "update", "updates"

    def find(self, pk: int) -> Update:
        return access.update_to_comment_on(self.request.user, self.number or 0, pk)

    def form(self, thing: Update, sent: Any = None) -> CommentForm:
        return CommentForm(sent, initial={"nonce": uuid.uuid4().hex})

    def act(self, thing: Update, data: dict[str, Any]) -> str:
        self.post_made = thing.comment(by=self.request.user, **data)
        return _("Comment posted.")

    def then(self, thing: Update) -> Any:
        return self.post_made
