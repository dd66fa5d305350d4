"""The doors to courses, for web and API: unseen is 404, refused is 403."""

from collections.abc import Callable
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from communities.access import community_to_read
from communities.models import Community
from core.models import Upload, UploadUse
from core.permissions import Verdict, require
from learning.courses import rules
from learning.courses.captions import Track
from learning.courses.models import (
    Attempt,
    Course,
    EditionLesson,
    Lesson,
    Module,
    Question,
    Run,
)
from learning.courses.reading import Reading, reading_of


def course_to_read(viewer: Any, pk: int) -> Course:
    return get_object_or_404(Course.objects.visible_to(viewer).for_page(), pk=pk)


def community_to_propose_in(viewer: Any, slug: str) -> Community:
    community = community_to_read(viewer, slug)
    require(rules.can_propose(viewer, community))
    return community


def course_to_teach(viewer: Any, pk: int) -> Course:
    return _allowed(viewer, pk, rules.can_teach)


def course_to_publish(viewer: Any, pk: int) -> Course:
    return _allowed(viewer, pk, rules.can_publish)


def course_to_retire(viewer: Any, pk: int) -> Course:
    return _allowed(viewer, pk, rules.can_retire)


def module_to_teach(viewer: Any, pk: int, number: int) -> Module:
    course = course_to_teach(viewer, pk)
    module: Module = get_object_or_404(Module.objects.present(), course=course, pk=number)
    module.course = course
    return module


def lesson_to_teach(viewer: Any, pk: int, number: int) -> Lesson:
    """As it is written now."""
    course = course_to_teach(viewer, pk)
    lessons = Lesson.objects.present().select_related("module")
    lesson: Lesson = get_object_or_404(lessons, course=course, pk=number)
    lesson.course = course
    return lesson


def course_to_begin(viewer: Any, pk: int) -> Course:
    course = course_to_read(viewer, pk)
    require(rules.can_begin(viewer, course, missing(viewer, course)))
    return course


def missing(viewer: Any, course: Course) -> list[Course]:
    """What the viewer has to finish first; what they may not know of goes by no name."""
    if not course.asks or not viewer.is_authenticated:
        return []
    asked = list(course.missing_for(viewer))
    seen = set(Course.objects.visible_to(viewer).filter(pk__in=[one.pk for one in asked]))
    for one in asked:
        if one not in seen:
            one.title = str(_("another course"))
    return asked


def own_run(viewer: Any, pk: int) -> Run:
    """The viewer's, as long as they take the course."""
    course = course_to_read(viewer, pk)
    found: Run = get_object_or_404(Run.objects.active().of(viewer).with_done(), course=course)
    found.course = course
    return found


def lesson_to_read(viewer: Any, pk: int, number: int) -> tuple[Reading, EditionLesson]:
    """As it stands in the edition that the viewer reads, once it is open to them."""
    reading = reading_of(viewer, course_to_read(viewer, pk))
    edition = reading.run.edition.number if reading.run else reading.course.edition
    lessons = EditionLesson.objects.of(reading.course, edition)
    lesson = get_object_or_404(lessons, lesson=number)
    require(reading.may_read(lesson))
    return reading, lesson


def lesson_to_mark(viewer: Any, pk: int, number: int) -> tuple[Reading, EditionLesson]:
    """One that the viewer learns from."""
    reading, lesson = lesson_to_read(viewer, pk, number)
    run_in(reading)
    return reading, lesson


def run_in(reading: Reading) -> Run:
    """Of somebody who takes the course."""
    if reading.run is None:
        raise PermissionDenied(_("Begin this course, and your way through it is kept."))
    return reading.run


def quiz_to_take(viewer: Any, pk: int, number: int) -> tuple[Reading, EditionLesson]:
    reading, lesson = lesson_to_mark(viewer, pk, number)
    if not lesson.quiz:
        raise Http404
    return reading, lesson


def attempt_under_way(viewer: Any, pk: int, number: int) -> Attempt:
    """The viewer's own."""
    reading, _lesson = quiz_to_take(viewer, pk, number)
    attempts = Attempt.objects.at(run_in(reading), number).under_way()
    found: Attempt = get_object_or_404(attempts.select_related("run", "lesson"))
    return found


def question_to_teach(viewer: Any, pk: int, number: int, question: int) -> Question:
    lesson = lesson_to_teach(viewer, pk, number)
    found: Question = get_object_or_404(Question, lesson=lesson, pk=question)
    found.lesson = lesson
    return found


def file_of_lesson(viewer: Any, pk: int, number: int, key: str) -> Upload:
    """A file that a lesson shows, for whoever may read the lesson; and for those who write it."""
    course = course_to_read(viewer, pk)
    upload = Upload.objects.kept().filter(key=key).first()
    if upload is None:
        raise Http404
    if rules.can_teach(viewer, course):
        written = UploadUse.objects.of(Lesson.kind_of_text, [number]).filter(upload=upload)
        if written.filter(object_id__in=course.lessons.values("pk")).exists():
            return upload
    _reading, lesson = lesson_to_read(viewer, pk, number)
    if not lesson.shows(upload):
        raise Http404
    return upload


def captions_of_lesson(
    viewer: Any, pk: int, number: int, language: str, *, as_written: bool = False
) -> Track:
    """Of its video, by the same door; as they are written now for those who teach."""
    lesson: Any
    if as_written:
        lesson = lesson_to_teach(viewer, pk, number)
    else:
        _reading, lesson = lesson_to_read(viewer, pk, number)
    for track in lesson.tracks:
        if track.language == language:
            return cast(Track, track)
    raise Http404


def _allowed(viewer: Any, pk: int, rule: Callable[[Any, Course], Verdict]) -> Course:
    course = course_to_read(viewer, pk)
    require(rule(viewer, course))
    return course
