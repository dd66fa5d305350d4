import re
from typing import Any

from discussions.linkable import Linkable, declare
from learning.courses.models import Course, CourseQuerySet

LESSON = re.compile(
    rf"(/c/[a-z0-9-]+/{Course.place}/([0-9]{{1,18}})/lessons/[0-9]{{1,18}})(?=[-/?#]|$)"
)


@declare
class Courses(Linkable):
    kind, place = Course.kind_of_target, Course.place

    def number_in(self, address: str) -> tuple[int, str] | None:
        """What leads to a lesson leads to its course, and says in its address to which lesson."""
        if match := LESSON.match(address):
            return int(match[2]), f"{match[1]}/"
        return super().number_in(address)

    def every(self) -> CourseQuerySet:
        return Course.objects.all()

    def visible_to(self, viewer: Any) -> CourseQuerySet:
        return Course.objects.visible_to(viewer).select_related("community")
