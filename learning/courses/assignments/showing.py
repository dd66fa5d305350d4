from datetime import datetime
from typing import Any

from learning.courses.assignments import shown
from learning.courses.models import Deadline, EditionLesson, Judged, Work, WorkReview
from learning.courses.reading import Reading
from learning.courses.showing import course_frame


def assignment_context(
    viewer: Any, reading: Reading, lesson: EditionLesson, work: Work | None
) -> dict[str, Any]:
    terms = work.terms if work and not (work.is_settled and not work.passed) else lesson.assignment
    terms = terms or (work.terms if work else {})
    mine = WorkReview.objects.none()
    if reading.run:
        mine = WorkReview.objects.at(lesson.number).by_peers().filter(by=viewer)
    tries = Work.objects.at(reading.run, lesson.number) if reading.run else Work.objects.none()
    _before, after = reading.outline.around(lesson.number)
    failed = bool(work and work.is_settled and not work.passed and lesson.assignment)
    is_for_peers = bool(terms) and terms["judged"] != Judged.TEACHERS
    return course_frame(viewer, reading.course) | {
        "reading": reading,
        "lesson": lesson,
        "terms": terms,
        "work": work,
        "writes": bool(reading.run) and (work is None or not work.is_handed_in or failed),
        "failed": failed,
        "received": shown.received(work) if work else [],
        "judgement": shown.judgement(work) if work else None,
        "solution": shown.solution_of(work),
        "due": _due(reading, lesson.number),
        "owed": work.owed if work and work.is_handed_in and not work.earned_at else 0,
        "given": list(mine.sent().order_by("sent_at")),
        "before_me": list(mine.open().filter(work__handed_at__isnull=False)),
        "may_review": is_for_peers and tries.handed_in().exists(),
        "after": after if after and reading.may_read(after) else None,
    }


def _due(reading: Reading, number: int) -> datetime | None:
    found = Deadline.objects.filter(run=reading.run, lesson=number).first() if reading.run else None
    return found.at if found else None
