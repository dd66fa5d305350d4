"""Quizzes: taken by those who learn, written by those who teach."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.http import PageRequest
from core.resources import ResourceView
from learning.courses import access
from learning.courses.assignments.figures import uses_of
from learning.courses.models import Attempt, EditionLesson, Question
from learning.courses.models.quiz_terms import TERMS
from learning.courses.quizzes.figures import items_of, stopped_at
from learning.courses.quizzes.forms import QuestionEditForm, QuestionForm, QuizTermsForm
from learning.courses.quizzes.shown import attempts_left, may_know_all, shown
from learning.courses.reading import Reading
from learning.courses.showing import course_frame
from learning.courses.views.outline import InsidePage


class QuizView(ResourceView):
    """POST begins an attempt, or goes on with the one that is under way."""

    def get(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        reading, lesson = access.quiz_to_take(request.user, pk, number)
        context = quiz_context(request.user, reading, lesson)
        return render(request, "learning/courses/quiz.html", context)

    def post(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        reading, lesson = access.quiz_to_take(request.user, pk, number)
        Attempt.objects.begin(access.run_in(reading), lesson)
        return redirect("learning:course_quiz", slug, pk, number)


class AnswersView(ResourceView):
    """POST keeps what is answered so far, and with ``send`` has it judged."""

    def post(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        attempt = access.attempt_under_way(request.user, pk, number)
        attempt.answer({question["id"]: _said(request, question) for question in attempt.questions})
        if "send" in request.POST:
            attempt.send()
        elif request.htmx:
            return HttpResponse(status=204)
        else:
            messages.success(request, _("Your answers are kept."))
        return redirect("learning:course_quiz", slug, pk, number)


def _said(request: PageRequest, question: dict[str, Any]) -> Any:
    name = f"q{question['id']}"
    if question["kind"] == "multiple":
        return request.POST.getlist(name)
    return request.POST.get(name, "")


def quiz_context(viewer: Any, reading: Reading, lesson: EditionLesson) -> dict[str, Any]:
    attempts = list(
        Attempt.objects.at(access.run_in(reading), lesson.number).select_related("lesson")
    )
    last = attempts[-1] if attempts else None
    knows_all = may_know_all(lesson, attempts)
    _before, after = reading.outline.around(lesson.number)
    count = len(lesson.quiz["questions"])
    return course_frame(viewer, reading.course) | {
        "lesson": lesson,
        "quiz": lesson.quiz,
        "count": min(lesson.quiz["draws"] or count, count),
        "attempts": attempts,
        "last": last,
        "left": attempts_left(lesson, attempts),
        "has_passed": any(attempt.passed for attempt in attempts),
        "questions": shown(last, knows_all=knows_all) if last else [],
        "after": after if after and reading.may_read(after) else None,
    }


@login_required
def figures(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    """Where learners stop, and how the questions did their work."""
    course = access.course_to_teach(request.user, pk)
    lessons = EditionLesson.objects.of(course, course.edition)
    context = course_frame(request.user, course) | {
        "stops": stopped_at(course, course.edition),
        "quizzes": [(lesson, items_of(lesson)) for lesson in lessons.exclude(quiz=None)],
        "rubrics": [(lesson, uses_of(lesson)) for lesson in lessons.exclude(assignment=None)],
    }
    return render(request, "learning/courses/figures.html", context)


class QuestionsView(InsidePage):
    """The questions of a lesson; POST says how its quiz is taken."""

    template, called = "learning/courses/questions.html", "lesson"

    def find(self, pk: int) -> Any:
        return access.lesson_to_teach(self.request.user, pk, self.kwargs["number"])

    def form(self, thing: Any, sent: Any = None) -> forms.Form:
        return QuizTermsForm(sent, initial={name: getattr(thing, name) for name in TERMS})

    def act(self, thing: Any, data: dict[str, Any]) -> str:
        thing.set_quiz_terms(**data)
        return _("Saved. It holds once you publish your changes.")

    def context(self, thing: Any, form: Any) -> dict[str, Any]:
        questions = [(one, one.frozen) for one in thing.questions.in_order()]
        return super().context(thing, form) | {"questions": questions}

    def then(self, thing: Any) -> str:
        return f"{thing.address}questions/"


@login_required
def new_question(request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
    lesson = access.lesson_to_teach(request.user, pk, number)
    form = QuestionForm(request.POST or None)
    if form.is_valid():
        Question.objects.add(lesson, **form.cleaned_data)
        messages.success(request, _("Question added. It is asked once you publish your changes."))
        return redirect(f"{lesson.address}questions/")
    context = course_frame(request.user, lesson.course) | {"lesson": lesson, "form": form}
    context |= {"theirs": None, "question": None}
    status = 422 if form.is_bound else 200
    return render(request, "learning/courses/question.html", context, status=status)


class QuestionView(InsidePage):
    """POST says it otherwise, DELETE takes it out."""

    template, called = "learning/courses/question.html", "question"

    def find(self, pk: int) -> Question:
        kwargs = self.kwargs
        return access.question_to_teach(self.request.user, pk, kwargs["number"], kwargs["question"])

    def form(self, thing: Question, sent: Any = None) -> forms.Form:
        names = ("kind", "text", "typed", "explanation", "version")
        return QuestionEditForm(sent, initial={name: getattr(thing, name) for name in names})

    def act(self, thing: Question, data: dict[str, Any]) -> str:
        thing.edit(**data)
        return _("Question saved. It is asked so once you publish your changes.")

    def context(self, thing: Question, form: Any) -> dict[str, Any]:
        return super().context(thing, form) | {"lesson": thing.lesson}

    def then(self, thing: Question) -> str:
        return f"{thing.lesson.address}questions/"

    def delete(self, request: PageRequest, slug: str, pk: int, number: int, question: int) -> Any:
        found = self.find(pk)
        found.remove()
        messages.success(request, _("Question taken out."))
        return redirect(self.then(found))


class QuestionStepView(ResourceView):
    """POST puts it one place further down, or with ``up`` one place further up."""

    def post(
        self, request: PageRequest, slug: str, pk: int, number: int, question: int
    ) -> HttpResponse:
        found = access.question_to_teach(request.user, pk, number, question)
        found.step(-1 if "up" in request.POST else 1)
        return redirect(f"{found.lesson.address}questions/#question-{found.pk}")
