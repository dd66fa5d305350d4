from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communities.access import community_to_read
from communities.form_page import FormPage
from communities.frame import frame
from core.errors import DomainError, StaleVersion
from core.http import PageRequest
from core.resources import ResourceView
from discussions.models import Draft
from discussions.views.writing import DraftView
from projects import rules
from projects.closing import access
from projects.closing.doings import doers_of
from projects.closing.drafting import places_for
from projects.closing.forms import CloseForm, DropForm, LessonForm, ReviewForm, ThanksForm
from projects.closing.listing import Lessons, others_learned
from projects.closing.outcome import HEADINGS, outcome_of, parts_of
from projects.closing.steps import key_of, step_frame
from projects.closing.thanking import confirm_all
from projects.forms import NoteForm
from projects.frame import project_frame
from projects.models import Lesson, Project, Review
from projects.models.review import PARTS

PAGE = 20


class BegunView(DraftView):
    """What somebody typed into a review and has not saved for the others."""

    kept: ClassVar[tuple[str, ...]] = (*PARTS, "version")


@login_required
def review(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    """The first step: what happened. Saved, it is there for all who lead the project."""
    found = _review(request, pk)
    key = key_of(found.project)
    begun = Draft.objects.fields_of(key, by=request.user)
    form = ReviewForm(
        request.POST or None, initial={**found.parts, "version": found.version} | begun
    )
    context = step_frame(request.user, found, "review") | {
        "form": form,
        "draft_key": key,
        "drafted": bool(begun) and not form.is_bound,
    }
    if not form.is_valid():
        return render(
            request, "projects/closing/review.html", context, status=422 if form.is_bound else 200
        )
    try:
        found.edit(by=request.user, **form.cleaned_data)
    except StaleVersion as stale:
        form.add_error(None, str(stale))
        now = access.review_to_write(request.user, pk)
        # The next save is made knowing what is shown below.
        form.data = request.POST.dict() | {"version": now.version}
        context["theirs"] = _differences(form.data, now.parts)
        return render(request, "projects/closing/review.html", context, status=409)
    Draft.objects.discard(key, by=request.user)
    messages.success(request, _("Saved, for all who lead this project."))
    return redirect("projects:closing" if "stay" in request.POST else "projects:lessons", slug, pk)


def _differences(mine: Any, theirs: dict[str, str]) -> list[tuple[Any, str]]:
    return [(HEADINGS[name], text) for name, text in theirs.items() if mine.get(name, "") != text]


def _review(request: PageRequest, pk: int) -> Review:
    """To look at one begins none."""
    if request.method == "POST":
        return access.review_to_write(request.user, pk)
    return access.review_begun(request.user, pk)


class LessonsView(ResourceView):
    """The second step: what was learned, a lesson at a time."""

    def get(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        return self._show(access.review_begun(request.user, pk), LessonForm())

    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        found = access.review_to_write(request.user, pk)
        form = LessonForm(request.POST)
        if not form.is_valid():
            return self._show(found, form, 422)
        Lesson.objects.add(found, by=request.user, **form.cleaned_data)
        messages.success(request, _("Lesson added."))
        return redirect("projects:lessons", slug, pk)

    def _show(self, found: Any, form: LessonForm, status: int = 200) -> HttpResponse:
        context = step_frame(self.request.user, found, "lessons")
        context |= {"form": form, "lessons": Lesson.objects.of(found).for_display()}
        if not form.is_bound:
            form.initial = {"tags": found.project.tag_names}
        return render(self.request, "projects/closing/lessons.html", context, status=status)


class LessonView(ResourceView):
    """One of them: POST changes it, DELETE drops it."""

    def get(self, request: PageRequest, slug: str, pk: int, lesson: int) -> HttpResponse:
        found = access.lesson_to_write(request.user, pk, lesson)
        said = {name: getattr(found, name) for name in ("title", "text", "verdict", "is_kept")}
        return self._show(found, LessonForm(initial=said | {"tags": found.tag_names}))

    def post(self, request: PageRequest, slug: str, pk: int, lesson: int) -> HttpResponse:
        found = access.lesson_to_write(request.user, pk, lesson)
        form = LessonForm(request.POST)
        if not form.is_valid():
            return self._show(found, form, 422)
        found.edit(**form.cleaned_data)
        messages.success(request, _("Changes saved."))
        return redirect("projects:lessons", slug, pk)

    def delete(self, request: PageRequest, slug: str, pk: int, lesson: int) -> HttpResponse:
        access.lesson_to_write(request.user, pk, lesson).drop()
        messages.success(request, _("Lesson dropped."))
        return redirect("projects:lessons", slug, pk)

    def _show(self, found: Lesson, form: LessonForm, status: int = 200) -> HttpResponse:
        found.review.project = found.project
        context = step_frame(self.request.user, found.review, "lessons")
        context |= {"form": form, "lesson": found}
        return render(self.request, "projects/closing/lesson.html", context, status=status)


@login_required
def thanks(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    """The third step: who made it, and what it showed that they can do."""
    found = _review(request, pk)
    known = {row.user_id: row for row in found.project.contributions.for_display()}
    apart = {request.user.pk, *(pk for pk, row in known.items() if row.is_declined)}
    doers = [doer for doer in doers_of(found.project) if doer.user.pk not in apart]
    form = ThanksForm(
        request.POST or None, doers=doers, thanked=known, tags=found.project.tag_names
    )
    if form.is_valid():
        confirm_all(found.project, form, by=request.user)
        messages.success(request, _("Thanks saved. They are told when the project closes."))
        return redirect("projects:finish", slug, pk)
    context = step_frame(request.user, found, "thanks") | {"form": form}
    return render(
        request, "projects/closing/thanks.html", context, status=422 if form.is_bound else 200
    )


class FinishView(FormPage):
    """The last step: it says what will happen, and does it."""

    template, called = "projects/closing/finish.html", "review"

    def find(self, pk: int) -> Any:
        return _review(self.request, pk)

    def form(self, thing: Any, sent: Any = None) -> BaseForm:
        return CloseForm(sent, places=places_for(thing.project, self.request.user))

    def act(self, thing: Any, data: dict[str, Any]) -> str:
        thing.project.close(thing, by=self.request.user, space=data["space"])
        return _("Project closed. Thank you for telling how it went.")

    def context(self, thing: Any, form: Any) -> dict[str, Any]:
        kept = Lesson.objects.of(thing).kept().count()
        return step_frame(self.request.user, thing, "finish") | {
            "kept": kept,
            "thanked": thing.project.contributions.count(),
            "waiting": thing.project.collaborators.invited().count(),
            "drafts": ngettext("%(n)d draft", "%(n)d drafts", kept) % {"n": kept},
        }

    def then(self, thing: Any) -> Any:
        return f"{thing.project.address}outcome/"


class DropView(FormPage):
    """Close what nobody pursued."""

    template, called = "projects/closing/drop.html", "project"

    def find(self, pk: int) -> Project:
        return access.project_to_drop(self.request.user, pk)

    def form(self, thing: Project, sent: Any = None) -> BaseForm:
        return DropForm(sent)

    def act(self, thing: Project, data: dict[str, Any]) -> str:
        thing.drop(by=self.request.user, note=data["note"])
        return _("Project closed as not pursued.")

    def context(self, thing: Project, form: Any) -> dict[str, Any]:
        return project_frame(self.request.user, thing, "closing")


class ReopeningView(FormPage):
    template, called = "projects/closing/reopening.html", "project"

    def find(self, pk: int) -> Project:
        return access.project_to_reopen(self.request.user, pk)

    def form(self, thing: Project, sent: Any = None) -> BaseForm:
        return NoteForm(sent)

    def act(self, thing: Project, data: dict[str, Any]) -> str:
        thing.reopen(by=self.request.user, note=data["note"])
        return _("Project reopened.")

    def context(self, thing: Project, form: Any) -> dict[str, Any]:
        return project_frame(self.request.user, thing, "closing")


def outcome(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    """What came of a project that was closed, now or once."""
    project = access.project_inside(request.user, pk)
    if not project.review_count:
        raise Http404
    context = project_frame(request.user, project, "outcome") | {
        "outcome": outcome_of(request.user, project),
        "parts_of": parts_of,
        "may_reopen": rules.can_reopen(request.user, project),
        "may_export": rules.can_export(request.user, project),
    }
    return render(request, "projects/closing/outcome.html", context)


class NamingView(ResourceView):
    """Whether one is named among those who are thanked: POST says yes, DELETE no."""

    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        return self._choose(pk, named=True, said=_("You are named again."))

    def delete(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        return self._choose(pk, named=False, said=_("You are not named here any more."))

    def _choose(self, pk: int, *, named: bool, said: str) -> HttpResponse:
        found = access.own_contribution(self.request.user, pk)
        found.be_named(named=named)
        messages.success(self.request, said)
        return redirect(f"{found.project.address}outcome/")


class ContributionView(ResourceView):
    """What somebody is thanked for: DELETE withdraws it, and it is evidence of nothing."""

    def delete(self, request: PageRequest, slug: str, pk: int, handle: str) -> HttpResponse:
        found = access.contribution_to_withdraw(request.user, pk, handle)
        try:
            found.withdraw()
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Withdrawn."))
        return redirect("projects:outcome", slug, pk)


def lessons_learned(request: PageRequest, slug: str) -> HttpResponse:
    """What projects of a community learned, the newest first."""
    community = community_to_read(request.user, slug)
    asked = Lessons.read(request.GET)
    page = asked.page(request.user, community, after=request.GET.get("after"), size=PAGE)
    context = frame(request.user, community) | {"listing": asked, "page": page}
    if request.htmx.target == "lessons-more":
        return render(request, "projects/closing/learned.html#rows", context)
    return render(request, "projects/closing/learned.html", context)


def learned_elsewhere(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    """What other projects with the same tags learned: a part of the first page, asked by itself."""
    project = access.project_inside(request.user, pk)
    context = {"lessons": others_learned(request.user, project), "project": project}
    return render(request, "projects/closing/elsewhere.html", context)
