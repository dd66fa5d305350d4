"""Assignments as those who learn meet them: their own work, and the works that they review."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.errors import DomainError, StaleVersion
from core.http import PageRequest
from core.resources import ResourceView
from core.uploads.serving import serve
from learning.courses.assignments import access, pool, shown
from learning.courses.assignments.forms import ReportForm, RubricForm, WorkForm
from learning.courses.assignments.handing_out import hand_out
from learning.courses.assignments.showing import assignment_context
from learning.courses.models import EditionLesson, Work, WorkReview
from learning.courses.reading import Reading
from learning.courses.showing import course_frame


class AssignmentView(ResourceView):
    """POST keeps what is written, and with ``hand_in`` hands it in; DELETE takes it back."""

    def get(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        return self.show(access.assignment_to_read(request.user, pk, number))

    def post(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        run, lesson = access.assignment_to_do(request.user, pk, number)
        form = WorkForm(request.POST)
        if not form.is_valid():
            return self.again(form, 422)
        try:
            work = Work.objects.begin(run, lesson)
            work.keep(form.cleaned_data["text"], version=form.cleaned_data["version"])
            form.data = request.POST.dict() | {"version": work.version}  # it is kept now
            if "hand_in" in request.POST:
                work.hand_in()
        except DomainError as error:
            form.add_error(None, str(error))
            return self.again(form, error.status)
        if request.htmx:
            return render(request, "learning/courses/kept.html", {"version": work.version})
        handed_in = "hand_in" in request.POST
        messages.success(request, _("Handed in.") if handed_in else _("Your draft is kept."))
        return redirect("learning:course_assignment", slug, pk, number)

    def delete(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        access.own_work(request.user, pk, number).take_back()
        messages.success(request, _("You have it back, and can change it."))
        return redirect("learning:course_assignment", slug, pk, number)

    def again(self, form: WorkForm, status: int) -> HttpResponse:
        """With what was typed; where another device has kept something else, beside that."""
        asked = access.assignment_to_read(
            self.request.user, self.kwargs["pk"], self.kwargs["number"]
        )
        work = asked[2]
        theirs = work if status == StaleVersion.status and work and not work.is_handed_in else None
        if theirs:
            form.data = self.request.POST.dict() | {"version": theirs.version}
        return self.show(asked, form, theirs=theirs, status=status)

    def show(
        self,
        asked: tuple[Reading, EditionLesson, Work | None],
        form: WorkForm | None = None,
        *,
        theirs: Work | None = None,
        status: int = 200,
    ) -> HttpResponse:
        context = assignment_context(self.request.user, *asked)
        if form is None and context["writes"]:
            work = asked[2]
            draft = work if work and not work.is_settled else None
            begun = {"text": draft.text, "version": draft.version} if draft else {}
            form = WorkForm(initial=begun)
        context |= {"form": form, "theirs": theirs}
        template = "learning/courses/assignment.html"
        return render(self.request, template, context, status=status)


@login_required
@require_safe
def work_file(
    request: PageRequest, slug: str, pk: int, number: int, **named: str
) -> HttpResponseBase:
    found = access.file_of_work(request.user, pk, number, named["upload"])
    if found.slug != named["filename"]:
        raise Http404
    return serve(request, found)


class ReviewsView(ResourceView):
    """POST asks for a work to review."""

    def post(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        run, _lesson = access.assignment_to_do(request.user, pk, number)
        try:
            review = pool.ask(run, number)
        except DomainError as error:
            messages.info(request, str(error))
            return redirect("learning:course_assignment", slug, pk, number)
        return redirect("learning:course_work_review", slug, pk, number, review.key)


class ReviewView(ResourceView):
    """A work of somebody, and what the viewer says of it; POST keeps it, with ``send`` sends it."""

    def find(self) -> WorkReview:
        kwargs = self.kwargs
        return access.review_to_write(
            self.request.user, kwargs["pk"], kwargs["number"], kwargs["review"]
        )

    def get(self, request: PageRequest, **_named: Any) -> HttpResponse:
        review = self.find()
        return self.show(review, rubric_form(review.work, review))

    def post(self, request: PageRequest, **_named: Any) -> HttpResponse:
        review = self.find()
        form = RubricForm(request.POST, criteria=review.work.criteria)
        if form.is_valid() and "send" in request.POST:
            form.require_all()
        if not form.is_valid():
            return self.show(review, form, 422)
        try:
            review.keep(**form.said)
            if "send" in request.POST:
                review.send()
        except DomainError as error:
            form.add_error(None, str(error))
            return self.show(review, form, error.status)
        if request.htmx:
            return render(request, "learning/courses/kept.html", {"version": None})
        if not review.is_sent:
            messages.success(request, _("Your draft is kept."))
            return redirect(review.address)
        messages.success(request, _("Sent. Thank you for reading it with care."))
        return redirect(review.work.address)

    def show(self, review: WorkReview, form: RubricForm, status: int = 200) -> HttpResponse:
        course = review.work.lesson.lesson.course
        context = course_frame(self.request.user, course) | {
            "review": review,
            "lesson": review.work.lesson,
            "terms": review.work.terms,
            "html": shown.as_reviewed(review),
            "marks": shown.marks(review.work.criteria, review),
            "form": form,
        }
        template = "learning/courses/review.html"
        return render(self.request, template, context, status=status)


def rubric_form(work: Work, review: WorkReview | None) -> RubricForm:
    begun: dict[str, Any] = {}
    if review:
        begun = {f"points_{pk}": points for pk, points in review.points.items()}
        begun |= {f"comment_{pk}": text for pk, text in review.comments.items()}
        begun["words"] = review.words
    return RubricForm(criteria=work.criteria, initial=begun)


@login_required
@require_safe
def review_file(
    request: PageRequest, slug: str, pk: int, number: int, **named: Any
) -> HttpResponseBase:
    found = access.file_to_review(request.user, pk, number, named["review"], named["nth"])
    return hand_out(request, found)


class ReceivedView(ResourceView):
    """POST says whether a review helped, or with ``words`` asks those who teach to look at it."""

    def post(
        self, request: PageRequest, slug: str, pk: int, number: int, received: str
    ) -> HttpResponse:
        review = access.received_review(request.user, pk, number, received)
        if "words" in request.POST:
            form = ReportForm(request.POST)
            if form.is_valid():
                review.report(form.cleaned_data["words"])
                messages.success(request, _("Those who teach are asked to look at it."))
            else:
                messages.error(request, _("Say what is wrong with it."))
        else:
            review.answer(helped="helped" in request.POST)
        return redirect("learning:course_assignment", slug, pk, number)
