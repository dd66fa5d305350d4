"""The doors to works and reviews. A learner's own is found by where it is; what others wrote
goes by names that cannot be guessed, and each opens to one side only."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from core.models import Upload, UploadUse
from learning.courses.access import (
    course_to_read,
    course_to_teach,
    lesson_to_mark,
    lesson_to_read,
    lesson_to_teach,
    run_in,
)
from learning.courses.assignments.unnamed import name_of
from learning.courses.models import Criterion, EditionLesson, Lesson, Run, Work, WorkReview
from learning.courses.reading import Reading


def assignment_to_read(
    viewer: Any, pk: int, number: int
) -> tuple[Reading, EditionLesson, Work | None]:
    """With the viewer's last work for it, if they have begun one."""
    reading, lesson = lesson_to_read(viewer, pk, number)
    work = _last(reading.run, number) if reading.run else None
    if not lesson.assignment and work is None:
        raise Http404
    return reading, lesson, work


def assignment_to_do(viewer: Any, pk: int, number: int) -> tuple[Run, EditionLesson]:
    reading, lesson, _work = assignment_to_read(viewer, pk, number)
    return run_in(reading), lesson


def own_work(viewer: Any, pk: int, number: int) -> Work:
    reading, _lesson, work = assignment_to_read(viewer, pk, number)
    run_in(reading)
    if work is None:
        raise Http404
    return work


def review_to_write(viewer: Any, pk: int, number: int, key: str) -> WorkReview:
    """One that the viewer was asked for, of somebody else's work."""
    lesson_to_mark(viewer, pk, number)
    mine = WorkReview.objects.at(number).by_peers().filter(by=viewer)
    found: WorkReview = get_object_or_404(
        mine.filter(work__handed_at__isnull=False).with_work(), key=key
    )
    return found


def received_review(viewer: Any, pk: int, number: int, shown_as: str) -> WorkReview:
    """One that the viewer's own work was given, as far as they are shown it."""
    lesson_to_mark(viewer, pk, number)
    shown = WorkReview.objects.at(number).counted().filter(work__run__user=viewer)
    found: WorkReview = get_object_or_404(
        shown.filter(work__shown_at__isnull=False).with_work(), shown_as=shown_as
    )
    return found


def works_to_judge(viewer: Any, pk: int, number: int) -> Lesson:
    """Of a lesson that is taken out as well: its works are there."""
    course = course_to_teach(viewer, pk)
    lesson: Lesson = get_object_or_404(Lesson, course=course, pk=number)
    lesson.course = course
    return lesson


def work_to_judge(viewer: Any, pk: int, number: int, key: str) -> Work:
    """Not the viewer's own: what stands there says who reviewed it."""
    works_to_judge(viewer, pk, number)
    works = Work.objects.of_lesson(number).handed_in().with_course()
    found: Work = get_object_or_404(works, key=key)
    if found.run.user_id == viewer.pk:
        raise PermissionDenied(_("Somebody else who teaches this course judges your own work."))
    return found


def review_to_judge(viewer: Any, pk: int, number: int, key: str, shown_as: str) -> WorkReview:
    work = work_to_judge(viewer, pk, number, key)
    sent = WorkReview.objects.sent().filter(work=work).with_work()
    found: WorkReview = get_object_or_404(sent, shown_as=shown_as)
    return found


def run_to_put_off(viewer: Any, pk: int, number: int, handle: str) -> tuple[Lesson, Run]:
    """Of a learner who has the lesson before them."""
    lesson = works_to_judge(viewer, pk, number)
    runs = Run.objects.active().filter(course=pk, edition__lessons__lesson=number)
    found: Run = get_object_or_404(runs.select_related("user"), user__handle=handle)
    return lesson, found


def criterion_to_teach(viewer: Any, pk: int, number: int, criterion: int) -> Criterion:
    lesson = lesson_to_teach(viewer, pk, number)
    found: Criterion = get_object_or_404(Criterion, lesson=lesson, pk=criterion)
    found.lesson = lesson
    return found


def file_of_work(viewer: Any, pk: int, number: int, key: str) -> Upload:
    """For its author, and for those who teach; reviewers come by `file_to_review`."""
    course = course_to_read(viewer, pk)
    works = Work.objects.of_lesson(number).filter(run__course=course)
    mine = works.filter(run__user_id=viewer.pk or 0)
    uses = UploadUse.objects.filter(kind=Work.kind_of_text, upload__key=key)
    if not uses.filter(object_id__in=mine.values("pk")).exists():
        course_to_teach(viewer, pk)
        if not uses.filter(object_id__in=works.handed_in().values("pk")).exists():
            raise Http404
    return get_object_or_404(Upload.objects.kept(), key=key)


def file_to_review(viewer: Any, pk: int, number: int, key: str, nth: int) -> Upload:
    """Under a name that says nothing of whose it is."""
    review = review_to_write(viewer, pk, number, key)
    uploads = review.work.uploads
    if not 1 <= nth <= len(uploads):
        raise Http404
    found: Upload = uploads[nth - 1]
    found.name = name_of(found, nth)
    return found


def _last(run: Run, number: int) -> Work | None:
    found: Work | None = Work.objects.at(run, number).with_course().last()
    return found
