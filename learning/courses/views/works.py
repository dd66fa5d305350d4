"""Works as those who teach see them: whose they are, what was said, and their own judgement."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.http import PageRequest
from core.paging import paginate
from core.resources import ResourceView
from learning.courses.assignments import access, shown
from learning.courses.assignments.forms import DeadlineForm, RubricForm
from learning.courses.assignments.listing import FILTERS, works_of, yet_to_hand_in
from learning.courses.models import Deadline, Work, WorkReview
from learning.courses.showing import course_frame
from learning.courses.views.assignments import rubric_form

PAGE = 30


@login_required
def works(request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Those of one lesson, the last that came first."""
    lesson = access.works_to_judge(request.user, pk, number)
    only = request.GET.get("show", "")
    after = request.GET.get("after")
    page = paginate(works_of(number, only), ("-handed_at", "-id"), size=PAGE, after=after)
    context = course_frame(request.user, lesson.course) | {
        "lesson": lesson,
        "page": page,
        "only": only if only in FILTERS else "",
        "filters": FILTERS,
    }
    return render(request, "learning/courses/works.html", context)


@login_required
def learners(request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Who has still to hand in, and until when."""
    lesson = access.works_to_judge(request.user, pk, number)
    after = request.GET.get("after")
    page = paginate(yet_to_hand_in(lesson), ("id",), size=PAGE, after=after)
    context = course_frame(request.user, lesson.course) | {"lesson": lesson, "page": page}
    return render(request, "learning/courses/learners.html", context)


class DeadlineView(ResourceView):
    """POST gives one learner more time."""

    def post(
        self, request: PageRequest, slug: str, pk: int, number: int, handle: str
    ) -> HttpResponse:
        lesson, run = access.run_to_put_off(request.user, pk, number, handle)
        form = DeadlineForm(request.POST)
        if form.is_valid():
            Deadline.objects.put_off(run, number, form.cleaned_data["until"])
            messages.success(request, _("Put off. They are reminded accordingly."))
        else:
            messages.error(request, _("Give a day."))
        return redirect("learning:course_work_learners", slug, pk, lesson.pk)


class WorkView(ResourceView):
    """POST judges it, whatever others have said."""

    def get(self, request: PageRequest, **named: Any) -> HttpResponse:
        work = self.find()
        return self.show(work, rubric_form(work, shown.judgement(work)))

    def post(self, request: PageRequest, **named: Any) -> HttpResponse:
        work = self.find()
        form = RubricForm(request.POST, criteria=work.criteria)
        if form.is_valid():
            form.require_all()
        if not form.is_valid():
            return self.show(work, form, 422)
        try:
            WorkReview.objects.judge(work, by=request.user, **form.said)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.show(work, form, error.status)
        messages.success(request, _("Judged. Its author is told."))
        return redirect(f"{work.address}works/{work.key}/")

    def find(self) -> Work:
        kwargs = self.kwargs
        return access.work_to_judge(
            self.request.user, kwargs["pk"], kwargs["number"], kwargs["work"]
        )

    def show(self, work: Work, form: RubricForm, status: int = 200) -> HttpResponse:
        context = course_frame(self.request.user, work.lesson.lesson.course) | {
            "work": work,
            "lesson": work.lesson,
            "terms": work.terms,
            "form": form,
            "judgement": shown.judgement(work),
            "reviews": [
                (review, shown.marks(work.criteria, review))
                for review in work.reviews.by_peers().select_related("by").order_by("asked_at")
            ],
        }
        return render(self.request, "learning/courses/work.html", context, status=status)


class AsideView(ResourceView):
    """POST sets a review aside, so that it does not count; DELETE lets it count again."""

    def post(self, request: PageRequest, slug: str, pk: int, **named: Any) -> HttpResponse:
        review = self.find()
        review.set_aside(by=request.user)
        messages.success(request, _("It does not count any more, and is not shown."))
        return self.lead_back(review)

    def delete(self, request: PageRequest, slug: str, pk: int, **named: Any) -> HttpResponse:
        review = self.find()
        review.count_again()
        messages.success(request, _("It counts again."))
        return self.lead_back(review)

    def find(self) -> WorkReview:
        named = self.kwargs
        return access.review_to_judge(
            self.request.user, named["pk"], named["number"], named["work"], named["received"]
        )

    def lead_back(self, review: WorkReview) -> HttpResponse:
        return redirect(f"{review.work.address}works/{review.work.key}/")
