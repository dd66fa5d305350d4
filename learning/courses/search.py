"""Courses are found by whoever may read of them; of lessons those that are open to the same.

What opens to learners at their time is found within its course (`learning/courses/finding.py`), and
nowhere else.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import F, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from communities.models import Space
from core.events import subscribe
from core.markdown import plain_text
from learning.courses.events import CourseEdited, CoursePublished, CourseRetired
from learning.courses.models import Course, CourseQuerySet, EditionLesson
from search.indexing import refresh
from search.kinds import Searchable, declare
from search.models import Document


def text_of(html: dict[str, str]) -> str:
    return "\n".join(plain_text(part) for part in html.values())


def document(course: Course, **more: Any) -> Document:
    """What documents of a course and of its lessons share."""
    return Document(
        scope=course.space.scope,
        audience=course.space.audience,
        thread=course.target,
        community_id=course.community_id,
        space_id=course.space.pk,
        author_id=course.proposed_by_id,
        keywords=" ".join(course.tag_names),
        tags=course.tag_names,
        created_at=course.published_at or course.created_at,
        active_at=course.renewed_at or course.created_at,
        **more,
    )


@declare
class Courses(Searchable):
    kind = "course"
    tab = _("Courses")
    is_writing = True
    place = "community"

    def every(self) -> CourseQuerySet:
        return Course.objects.all()

    def of_community(self, community_id: int) -> CourseQuerySet:
        return self.every().filter(community=community_id)

    def containers(self, ids: Sequence[int]) -> QuerySet[Space]:
        return Space.objects.filter(pk__in=self.every().filter(pk__in=ids).values("space"))

    def documents(self, ids: Sequence[int]) -> Iterator[Document]:
        for course in self.every().filter(pk__in=ids).published().for_page():
            teachers = [f"{teacher.name} @{teacher.handle}" for teacher in course.teachers]
            yield document(
                course,
                kind=self.kind,
                object_id=course.pk,
                title=course.title,
                body="\n".join([text_of(course.html), *teachers]),
                traits=["course"],
                url=course.get_absolute_url(),
                weight=0.5,
            )

    def visible_to(self, viewer: Any) -> CourseQuerySet:
        return Course.objects.visible_to(viewer)

    def label(self, traits: list[str]) -> str | Promise:
        return _("Course")


@declare
class Lessons(Searchable):
    """Those of the last edition that its readers may read without beginning the course."""

    kind = "course_lesson"
    tab = _("Lessons")
    is_writing = True
    place = "edition__course__community"

    def every(self) -> QuerySet[EditionLesson]:
        return EditionLesson.objects.select_related("edition")

    def of_community(self, community_id: int) -> QuerySet[EditionLesson]:
        return self.every().filter(edition__course__community=community_id)

    def containers(self, ids: Sequence[int]) -> QuerySet[Space]:
        spaces = self.every().filter(pk__in=ids).values("edition__course__space")
        return Space.objects.filter(pk__in=spaces)

    def open(self) -> QuerySet[EditionLesson]:
        last = self.every().filter(edition__number=F("edition__course__edition"))
        return last.filter(is_open=True, edition__course__in=Course.objects.published())

    def documents(self, ids: Sequence[int]) -> Iterator[Document]:
        lessons = list(self.open().filter(pk__in=ids))
        courses = Course.objects.for_page().in_bulk({one.edition.course_id for one in lessons})
        for lesson in lessons:
            course = courses[lesson.edition.course_id]
            yield document(
                course,
                kind=self.kind,
                object_id=lesson.pk,
                title=lesson.title,
                body=f"{course.title}\n{text_of(lesson.html)}\n{lesson.spoken}",
                traits=["lesson"],
                url=f"{course.address}lessons/{lesson.number}-{lesson.slug}/",
                weight=0.4,
            )

    def visible_to(self, viewer: Any) -> QuerySet[EditionLesson]:
        return self.open().filter(edition__course__in=Course.objects.visible_to(viewer))

    def label(self, traits: list[str]) -> str | Promise:
        return _("Lesson")


@subscribe(CoursePublished)
@subscribe(CourseEdited)
@subscribe(CourseRetired)
def course_changed(event: CoursePublished | CourseEdited | CourseRetired) -> None:
    """The lessons of the edition before go as those of the new one come."""
    refresh(Courses.kind, [event.course_id])
    course = Course.objects.get(pk=event.course_id)
    last = EditionLesson.objects.filter(
        edition__course=course, edition__number__gte=course.edition - 1
    )
    refresh(Lessons.kind, last.values_list("pk", flat=True))
