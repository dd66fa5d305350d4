"""Learners who have a lesson before them and do not go on."""

from learning.courses.models import Lesson, Run, Work


def stopped(lesson: Lesson) -> list[int]:
    """The ids of those whose next lesson it is, in whichever edition they take.

    Whose work waits to be reviewed has not stopped: it is others who are to go on.
    """
    ways: dict[int, list[int]] = {}
    found = []
    for run in Run.objects.unfinished().filter(course=lesson.course_id).with_done():
        if run.edition_id not in ways:
            rows = run.edition.lessons.order_by("position")
            ways[run.edition_id] = list(rows.values_list("lesson", flat=True))
        left = [number for number in ways[run.edition_id] if number not in run.done_numbers]
        if left[:1] == [lesson.pk]:
            found.append((run.pk, run.user_id))
    waiting = Work.objects.of_lesson(lesson.pk).waiting().filter(run__in=[pk for pk, _ in found])
    waits = set(waiting.values_list("run", flat=True))
    return [user for pk, user in found if pk not in waits]
