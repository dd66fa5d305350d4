"""Lessons: read as they stand in an edition, and written."""

import uuid
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.http import PageRequest
from core.resources import ResourceView
from core.uploads.serving import serve
from discussions.models import Draft
from learning.courses import access, rules
from learning.courses.begun import begun_at, drafting, lesson_key, new_lesson_key
from learning.courses.forms import LessonEditForm, LessonForm
from learning.courses.models import Lesson
from learning.courses.models.gated import GATES
from learning.courses.models.lesson import PARTS
from learning.courses.showing import course_frame, lesson_context
from learning.courses.talk import talk_about
from learning.courses.views.outline import InsidePage

SAID = ("title", *PARTS, "video", "minutes", "version", *GATES)


def lesson(request: PageRequest, slug: str, pk: int, number: int, title: str = "") -> HttpResponse:
    reading, found = access.lesson_to_read(request.user, pk, number)
    course = reading.course
    if (slug, title) != (course.community.slug, found.slug):
        return redirect(f"{course.address}lessons/{number}-{found.slug}/")
    return _show(request, lesson_context(request.user, course, found, reading))


@login_required
def preview(request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """As its readers will see what is written now."""
    found = access.lesson_to_teach(request.user, pk, number)
    return _show(request, lesson_context(request.user, found.course, found))


def _show(request: PageRequest, context: dict[str, Any]) -> HttpResponse:
    """The page asks no other host for anything, until somebody presses play."""
    video = context["video"]
    plays = bool(video and video.embed) and "play" in request.GET
    if (film := context["film"]) and (second := request.GET.get("t", "")).isdecimal():
        context["film"] = replace(film, second=int(second[:6]))
    page = render(request, "learning/courses/lesson.html", context | {"plays": plays})
    if plays:
        # As `csp_update` does for a view that knows it before it is asked.
        page._csp_update = {"frame-src": [video.player]}  # type: ignore[attr-defined] # noqa: SLF001
    return page


def talk(request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Where it is talked about: a page of its own, and what the lesson's page asks for."""
    reading, found = access.lesson_to_read(request.user, pk, number)
    after = request.GET.get("after")
    context = course_frame(request.user, reading.course) | {
        "lesson": found,
        "page": talk_about(request.user, reading.course, number, after=after),
        "may_propose": rules.can_propose(request.user, reading.course.community),
    }
    name = "learning/courses/talk.html"
    return render(request, f"{name}#inside" if request.htmx else name, context)


@require_safe
def file(request: HttpRequest, slug: str, pk: int, number: int, **named: str) -> HttpResponseBase:
    """Something that a lesson shows, for whoever may read the lesson."""
    found = access.file_of_lesson(request.user, pk, number, named["upload"])
    if found.slug != named["filename"]:
        raise Http404
    return serve(request, found)


@login_required
def new_lesson(request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
    module = access.module_to_teach(request.user, pk, number)
    key = new_lesson_key(module)
    begun = begun_at(key, request.user)
    initial = {"nonce": uuid.uuid4().hex} | begun
    form = LessonForm(request.POST or None, course=module.course, initial=initial)
    if form.is_valid():
        made = Lesson.objects.add(module, by=request.user, **form.cleaned_data)
        Draft.objects.discard(key, by=request.user)
        messages.success(request, _("Lesson saved. Readers see it once it is published."))
        return redirect(f"{module.course.address}outline/#lesson-{made.pk}")
    context = course_frame(request.user, module.course) | {"module": module, "form": form}
    context |= drafting(key, begun, is_sent=form.is_bound)
    status = 422 if form.is_bound else 200
    return render(request, "learning/courses/new_lesson.html", context, status=status)


class LessonEditView(InsidePage):
    template, called = "learning/courses/edit_lesson.html", "lesson"

    def find(self, pk: int) -> Lesson:
        return access.lesson_to_teach(self.request.user, pk, self.kwargs["number"])

    def form(self, thing: Lesson, sent: Any = None) -> forms.Form:
        saved = {name: getattr(thing, name) for name in SAID}
        self.begun = begun_at(lesson_key(thing), self.request.user)
        return LessonEditForm(sent, course=thing.course, initial=saved | self.begun)

    def context(self, thing: Lesson, form: Any) -> dict[str, Any]:
        kept = drafting(lesson_key(thing), self.begun, is_sent=form.is_bound)
        return super().context(thing, form) | kept

    def act(self, thing: Lesson, data: dict[str, Any]) -> str:
        thing.edit(by=self.request.user, **data)
        Draft.objects.discard(lesson_key(thing), by=self.request.user)
        return _("Lesson saved. Readers see it once it is published.")


class LessonRemovalView(InsidePage):
    template, called = "learning/courses/remove_lesson.html", "lesson"

    def find(self, pk: int) -> Lesson:
        return access.lesson_to_teach(self.request.user, pk, self.kwargs["number"])

    def form(self, thing: Lesson, sent: Any = None) -> forms.Form:
        return forms.Form(sent)

    def act(self, thing: Lesson, data: dict[str, Any]) -> str:
        thing.remove()
        return _("Lesson taken out of the course.")

    def then(self, thing: Lesson) -> str:
        return f"{thing.course.address}outline/"


class LessonStepView(ResourceView):
    """POST puts it one place further down, or with ``up`` one place further up."""

    def post(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        found = access.lesson_to_teach(request.user, pk, number)
        found.step(-1 if "up" in request.POST else 1)
        return redirect(f"{found.course.address}outline/#lesson-{number}")
