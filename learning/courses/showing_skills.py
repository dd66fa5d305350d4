"""Courses that were finished show what their learners know: `members/skills/sources.py`."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from communities.models import Space
from core.events import subscribe
from learning.courses.events import CourseEdited, CourseFinished
from learning.courses.models import Course, Run, Teacher
from members.profile import Entry
from members.skills.noting import note
from members.skills.sources import Piece, Source, declare


@declare
class CoursesFinished(Source):
    """By the number of the run. Who takes a course is told to nobody, until its learner shows it;
    who teaches it shows nothing by taking it."""

    kind = "course"
    label = _("Course finished")
    glyph = "book-open-check"

    def every(self) -> QuerySet[Run]:
        return Run.objects.finished()

    def containers(self, ids: Sequence[int]) -> QuerySet[Space]:
        return Space.objects.filter(pk__in=Run.objects.filter(pk__in=ids).values("course__space"))

    def pieces(self, ids: Sequence[int]) -> Iterator[Piece]:
        teaches = Teacher.objects.filter(course=OuterRef("course"), user=OuterRef("user"))
        runs = Run.objects.finished().filter(~Exists(teaches), pk__in=ids)
        for run in runs.select_related("course__space").prefetch_related("course__tags"):
            if run.finished_at:
                yield Piece(
                    source_id=run.pk,
                    user_id=run.user_id,
                    tags=[tag.pk for tag in run.course.tags.all()],
                    space=run.course.space,
                    at=run.finished_at,
                    is_shown=False,
                )

    def entries(self, viewer: Any, ids: Sequence[int]) -> dict[int, Entry]:
        readable = Course.objects.visible_to(viewer)
        runs = Run.objects.filter(pk__in=ids, course__in=readable)
        found = runs.select_related("course__community")
        return {run.pk: Entry(run.course.title, run.course.get_absolute_url()) for run in found}

    def shared_with(self, user: Any, ids: Sequence[int]) -> Iterable[int]:
        """Who teaches it."""
        taught = Teacher.objects.filter(user=user.pk).values("course")
        return Run.objects.filter(pk__in=ids, course__in=taught).values_list("pk", flat=True)


@subscribe(CourseFinished)
def finished(event: CourseFinished) -> None:
    note(CoursesFinished.kind, [event.run_id])


@subscribe(CourseEdited)
def changed(event: CourseEdited) -> None:
    runs = Run.objects.finished().filter(course=event.course_id)
    note(CoursesFinished.kind, runs.values_list("pk", flat=True))
