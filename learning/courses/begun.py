"""What somebody has typed of a course and not saved: where it belongs."""

from typing import Any

from communities.models import Community
from discussions.models import Draft
from learning.courses.models import Course, Lesson, Module

PREFIX = "course/"


def new_course_key(community: Community) -> str:
    return f"{PREFIX}new/{community.pk}"


def course_key(course: Course) -> str:
    return f"{PREFIX}{course.pk}"


def new_lesson_key(module: Module) -> str:
    return f"{PREFIX}lesson/new/{module.pk}"


def lesson_key(lesson: Lesson) -> str:
    return f"{PREFIX}lesson/{lesson.pk}"


def begun_at(key: str, viewer: Any) -> dict[str, Any]:
    """With the version on which it was begun, so that what others saved meanwhile is noticed."""
    return Draft.objects.fields_of(key, by=viewer)


def drafting(key: str, begun: dict[str, Any], *, is_sent: bool) -> dict[str, Any]:
    """What the editor of a form needs, to keep it and to say that it was kept."""
    return {"draft_key": key, "drafted": bool(begun) and not is_sent}
