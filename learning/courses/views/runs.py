"""Learners on their way through a course."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.http import PageRequest, is_script
from core.paging import paginate
from core.resources import ResourceView
from learning.courses import access
from learning.courses.models import Course, EditionLesson, Run
from learning.courses.reading import Reading, reading_of
from learning.courses.showing import course_frame

PAGE = 20


@login_required
def runs(request: PageRequest) -> HttpResponse:
    """The viewer's courses, of all communities; a page of others asks for a part of it."""
    mine = Run.objects.active().of(request.user).readable_by(request.user)
    if request.htmx.target == "courses-mine":
        context = {"mine": mine.unfinished().for_list()[:3]}
        return render(request, "learning/courses/on_home.html", context)
    page = paginate(
        mine.for_list(), ("-went_on_at", "-id"), size=PAGE, after=request.GET.get("after")
    )
    name = "learning/courses/runs.html"
    more = request.htmx.target == "runs-more"
    return render(request, f"{name}#rows" if more else name, {"page": page})


class RunView(ResourceView):
    """POST begins a course, or goes on with it; DELETE leaves it."""

    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        course = access.course_to_begin(request.user, pk)
        Run.objects.enrol(course, by=request.user)
        return redirect(_where_to_go_on(reading_of(request.user, course)))

    def delete(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        run = access.own_run(request.user, pk)
        run.leave()
        messages.success(request, _("You have left the course. What you have done is kept."))
        return redirect(run.course)


class RunEditionView(ResourceView):
    """POST goes on with the last edition."""

    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        run = access.own_run(request.user, pk)
        run.renew()
        messages.success(request, _("You go on with the new edition."))
        return redirect(run.course)


@login_required
def go_on(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    """To where the viewer stopped."""
    course = access.course_to_read(request.user, pk)
    return redirect(_where_to_go_on(reading_of(request.user, course)))


@login_required
def finished(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    run = access.own_run(request.user, pk)
    if not run.is_finished:
        return redirect(run.course)
    course = access.course_to_read(request.user, pk)
    after = Course.objects.visible_to(request.user).published().filter(requires=course)
    context = course_frame(request.user, course) | {"run": run, "after": after.order_by("title")}
    return render(request, "learning/courses/finished.html", context)


class DoneView(ResourceView):
    """POST notes that a lesson is done, DELETE that it is not; either may be sent again."""

    def post(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        reading, _lesson = access.lesson_to_mark(request.user, pk, number)
        run = access.run_in(reading)
        was_finished = run.is_finished
        run.mark(number)
        reading = reading_of(request.user, reading.course)
        if reading.run and reading.run.is_finished and not was_finished:
            return self.lead_to(f"{reading.course.address}finished/")
        _before, after = reading.outline.around(number)
        if after and reading.may_read(after):
            return self.lead_to(lesson_address(reading.course, after))
        return self.lead_to(reading.course.get_absolute_url())

    def delete(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        reading, lesson = access.lesson_to_mark(request.user, pk, number)
        access.run_in(reading).unmark(number)
        return self.lead_to(lesson_address(reading.course, lesson))

    def lead_to(self, address: str) -> HttpResponse:
        """A script that tries until the connection is back goes there by itself."""
        if is_script(self.request):
            return JsonResponse({"location": address})
        return redirect(address)


def lesson_address(course: Course, lesson: EditionLesson) -> str:
    return f"{course.address}lessons/{lesson.number}-{lesson.slug}/"


def _where_to_go_on(reading: Reading) -> str:
    following = reading.next
    if following is None:
        return reading.course.get_absolute_url()
    return lesson_address(reading.course, following)
