from typing import Any

from discussions.linkable import Linkable, declare
from learning.courses.models import Course, CourseQuerySet


@declare
class Courses(Linkable):
    kind, place = Course.kind_of_target, Course.place

    def every(self) -> CourseQuerySet:
        return Course.objects.all()

    def visible_to(self, viewer: Any) -> CourseQuerySet:
        return Course.objects.visible_to(viewer).select_related("community")
