"""Assignments as those who teach write them: what is asked for, and the rubric."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.errors import StaleVersion
from core.http import PageRequest
from core.resources import ResourceView
from learning.courses.access import lesson_to_teach
from learning.courses.assignments import access
from learning.courses.assignments.forms import AssignmentForm, CriterionEditForm, CriterionForm
from learning.courses.models import Assignment, Criterion, Lesson
from learning.courses.models.assignment import SAID
from learning.courses.showing import course_frame
from learning.courses.views.outline import InsidePage


class AssignmentEditView(InsidePage):
    """What a lesson asks for, with its criteria; DELETE asks for nothing any more."""

    template, called = "learning/courses/edit_assignment.html", "lesson"

    def find(self, pk: int) -> Lesson:
        return lesson_to_teach(self.request.user, pk, self.kwargs["number"])

    def form(self, thing: Lesson, sent: Any = None) -> forms.Form:
        begun: dict[str, Any] = {}
        if thing.has_assignment:
            begun = {name: getattr(thing.assignment, name) for name in (*SAID, "version")}
        return AssignmentForm(sent, course=thing.course, initial=begun)

    def act(self, thing: Lesson, data: dict[str, Any]) -> str:
        Assignment.objects.put(thing, **data)
        return _("Saved. Learners see it once it has a criterion and you publish your changes.")

    def show(self, thing: Lesson, form: Any, status: int = 200) -> HttpResponse:
        """Who saves over what somebody else has saved sees both."""
        found = Assignment.objects.filter(lesson=thing).first()
        self.other = found if status == StaleVersion.status else None
        if self.other and form.data:
            form.data = self.request.POST.dict() | {"version": self.other.version}
        return super(InsidePage, self).show(thing, form, status)

    def context(self, thing: Lesson, form: Any) -> dict[str, Any]:
        return {
            "course": thing.course,
            "theirs": self.other,
            "is_asked": Assignment.objects.filter(lesson=thing).exists(),
            "criteria": [(one, one.frozen) for one in thing.criteria.in_order()],
        }

    def then(self, thing: Lesson) -> str:
        return f"{thing.address}assignment/edit/"

    def delete(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        lesson = self.find(pk)
        for assignment in Assignment.objects.filter(lesson=lesson):
            assignment.remove()
        messages.success(request, _("Nothing is to be handed in any more, once it is published."))
        return redirect(f"{lesson.address}edit/")


@login_required
def new_criterion(request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
    lesson = lesson_to_teach(request.user, pk, number)
    form = CriterionForm(request.POST or None)
    if form.is_valid():
        Criterion.objects.add(lesson, **form.cleaned_data)
        messages.success(request, _("Criterion added."))
        return redirect(f"{lesson.address}assignment/edit/#rubric")
    context = course_frame(request.user, lesson.course) | {"lesson": lesson, "form": form}
    context |= {"theirs": None, "criterion": None}
    status = 422 if form.is_bound else 200
    return render(request, "learning/courses/criterion.html", context, status=status)


class CriterionView(InsidePage):
    """POST says it otherwise, DELETE takes it out."""

    template, called = "learning/courses/criterion.html", "criterion"

    def find(self, pk: int) -> Criterion:
        kwargs = self.kwargs
        return access.criterion_to_teach(
            self.request.user, pk, kwargs["number"], kwargs["criterion"]
        )

    def form(self, thing: Criterion, sent: Any = None) -> forms.Form:
        names = ("title", "text", "typed", "version")
        return CriterionEditForm(sent, initial={name: getattr(thing, name) for name in names})

    def act(self, thing: Criterion, data: dict[str, Any]) -> str:
        thing.edit(**data)
        return _("Criterion saved.")

    def context(self, thing: Criterion, form: Any) -> dict[str, Any]:
        return super().context(thing, form) | {"lesson": thing.lesson}

    def then(self, thing: Criterion) -> str:
        return f"{thing.lesson.address}assignment/edit/#rubric"

    def delete(self, request: PageRequest, slug: str, pk: int, **_more: int) -> HttpResponse:
        found = self.find(pk)
        found.remove()
        messages.success(request, _("Criterion taken out."))
        return redirect(self.then(found))


class CriterionStepView(ResourceView):
    """POST puts it one place further down, or with ``up`` one place further up."""

    def post(
        self, request: PageRequest, slug: str, pk: int, number: int, criterion: int
    ) -> HttpResponse:
        found = access.criterion_to_teach(request.user, pk, number, criterion)
        found.step(-1 if "up" in request.POST else 1)
        return redirect(f"{found.lesson.address}assignment/edit/#criterion-{found.pk}")
