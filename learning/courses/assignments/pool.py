"""Works that wait, and those who review them: shared out as either comes, with no day on
which it is done for all. So whoever is late finds reviewers as well.

All of it happens under one lock for each lesson (`Work.objects.hold`).
"""

from collections import Counter
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import Block
from core.events import publish
from learning.courses.assignments.sharing_out import Open, next_for
from learning.courses.errors import HandInFirst, NothingToReview
from learning.courses.events import WorkWaits
from learning.courses.models import Judged, Run, Teacher, Work, WorkReview

PATIENCE = timedelta(days=7)  # after which a work waits for those who teach


def share_out(number: int) -> None:
    """Give each learner who owes a review, and has none before them, the next work that waits."""
    with transaction.atomic():
        Work.objects.hold(number)
        works = open_works(number)
        if not any(len(work.reviewers) < work.wants for work in works):
            return
        owing = _owing(number)
        apart = Block.objects.around_each(owing)
        for user in owing:
            if found := next_for(user, works, apart[user]):
                _give(found, user)


def ask(run: Run, number: int) -> WorkReview:
    """The one that is before its learner already, or the next one, also beyond what they owe.

    Raises HandInFirst, NothingToReview.
    """
    with transaction.atomic():
        Work.objects.hold(number)
        teaching = Teacher.objects.all_of(run.course_id)
        if not Work.objects.at(run, number).handed_in().exists() or run.user_id in teaching:
            raise HandInFirst
        mine = WorkReview.objects.at(number).filter(by=run.user_id)
        if found := mine.open().order_by("asked_at").first():
            return found
        works = open_works(number)
        for late in mine.lapsed().order_by("asked_at"):
            for work in works:
                if work.work == late.work_id and len(work.reviewers) < work.wants:
                    return _give(work, run.user_id)
        apart = Block.objects.around_each([run.user_id])[run.user_id]
        next_one = next_for(run.user_id, works, apart)
        if next_one is None:
            raise NothingToReview
        return _give(next_one, run.user_id)


def open_works(number: int) -> list[Open]:
    """Of held works. Whoever had one and let it lapse is not given it again unasked."""
    waiting = (
        Work.objects.of_lesson(number).waiting().exclude(lesson__assignment__judged=Judged.TEACHERS)
    )
    works = {
        work.pk: Open(work.pk, work.run.user_id, order, work.terms["reviews"])
        for order, work in enumerate(
            waiting.select_related("run", "lesson").order_by("handed_at", "pk")
        )
    }
    reviews = WorkReview.objects.filter(work__in=works)
    for work, user in reviews.live().values_list("work", "by"):
        works[work].reviewers.add(user)
    for work, user in reviews.sent().values_list("work", "by"):
        works[work].known_to.add(user)
    return list(works.values())


def see_to_waiting(number: int) -> None:
    """What has waited for long goes to those who teach, once; and who has passed and had nothing to
    review all that time owes nothing any more."""
    with transaction.atomic():
        Work.objects.hold(number)
        before = timezone.now() - PATIENCE
        theirs = Work.objects.of_lesson(number).with_course().order_by("pk")
        for work in theirs.waiting().filter(handed_at__lte=before, called_at=None):
            work.change(called_at=timezone.now())
            publish(WorkWaits(work.pk))
        works = open_works(number)
        for work in theirs.filter(passed=True, earned_at=None, settled_at__lte=before):
            user = work.run.user_id
            has_one = WorkReview.objects.at(number).open().filter(by=user).exists()
            apart = Block.objects.around_each([user])[user]
            if not has_one and next_for(user, works, apart) is None:
                work.earn(without_reviews=True)


def _owing(number: int) -> list[int]:
    """Learners who have handed in, owe reviews and have none before them; those who have given the
    fewest first, and of these who waits longest. Whoever let one lapse has to ask."""
    authors: dict[int, Work] = {}
    handed_in = Work.objects.of_lesson(number).handed_in().filter(run__left_at=None)
    for work in handed_in.select_related("run", "lesson").order_by("handed_at", "pk"):
        authors[work.run.user_id] = work
    if not authors:
        return []
    teaching = Teacher.objects.all_of(next(iter(authors.values())).run.course_id)
    reviews = WorkReview.objects.at(number)
    busy = set((reviews.open() | reviews.lapsed()).values_list("by", flat=True))
    given = Counter(reviews.sent().values_list("by", flat=True))
    owing = [
        user
        for user, work in authors.items()
        if user not in busy
        and user not in teaching
        and given[user] < (work.terms["gives"] if work.is_for_peers else 0)
    ]
    return sorted(owing, key=lambda user: given[user])


def _give(found: Open, user: int) -> WorkReview:
    found.reviewers.add(user)
    return WorkReview.objects.ask(Work.objects.get(pk=found.work), user)
