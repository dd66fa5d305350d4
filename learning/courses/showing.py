from typing import Any

from communities.frame import frame
from learning.courses import access, rules
from learning.courses.film import film_of
from learning.courses.following import target_of
from learning.courses.models import Course
from learning.courses.outline import working_outline
from learning.courses.reading import Reading
from learning.courses.video import Video
from notifications.follows import Control


def course_frame(viewer: Any, course: Course) -> dict[str, Any]:
    """What every page inside a course needs."""
    return frame(viewer, course.community) | {
        "course": course,
        "may_teach": rules.can_teach(viewer, course),
    }


def course_context(viewer: Any, course: Course, reading: Reading) -> dict[str, Any]:
    """What the page of a course needs."""
    asked = [] if reading.run else access.missing(viewer, course)
    return course_frame(viewer, course) | {
        "reading": reading,
        "outline": reading.outline,
        "may_publish": rules.can_publish(viewer, course),
        "may_retire": rules.can_retire(viewer, course),
        "may_begin": rules.can_begin(viewer, course, asked),
        "may_propose": rules.can_propose(viewer, course.community),
        "follow": Control.of(viewer, target_of(viewer, course)),
    }


def preview_context(viewer: Any, course: Course) -> dict[str, Any]:
    """The same before it is published."""
    return course_frame(viewer, course) | {
        "reading": None,
        "outline": working_outline(course),
        "may_propose": rules.can_propose(viewer, course.community),
    }


def lesson_context(
    viewer: Any, course: Course, lesson: Any, reading: Reading | None = None
) -> dict[str, Any]:
    """What the page of a lesson needs; without a reading that of one as it is written now."""
    outline = reading.outline if reading else working_outline(course)
    run = reading.run if reading else None
    film = film_of(
        course,
        lesson,
        as_written=reading is None,
        second=run.second_of(lesson.number) if run and lesson.film_id else 0,
    )
    before, after = outline.around(lesson.number)
    return course_frame(viewer, course) | {
        "lesson": lesson,
        "reading": reading,
        "film": film,
        "outline": outline,
        "before": before,
        "after": after,
        "may_propose": rules.can_propose(viewer, course.community),
        "video": None if film else Video.at(lesson.video),
    }
