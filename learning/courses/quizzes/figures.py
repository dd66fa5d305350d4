"""How the questions of a quiz did their work: for those who teach."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import mean, pstdev
from typing import Any

from learning.courses.models import Attempt, Course, EditionLesson, Run
from learning.courses.outline import outline_of

FEWEST = 5  # attempts, below which a figure would say more of people than of a question


@dataclass(frozen=True)
class Item:
    question: dict[str, Any]
    count: int
    difficulty: float | None  # the share of right answers
    discrimination: float | None  # whether those who know the rest know this


def items_of(lesson: EditionLesson) -> list[Item]:
    """Of each learner the first attempt that was sent: later ones have seen what was wrong."""
    quiz = lesson.quiz or {"questions": []}
    sent = Attempt.objects.sent().filter(lesson=lesson).order_by("run", "number").distinct("run")
    scores: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for attempt in sent:
        right = set(attempt.right_ids)
        for pk in attempt.question_ids:
            own = int(pk in right)
            scores[pk].append((own, len(right) - own))
    return [
        Item(
            question,
            len(scores[question["id"]]),
            difficulty(scores[question["id"]]),
            discrimination(scores[question["id"]]),
        )
        for question in quiz["questions"]
    ]


def difficulty(scores: Sequence[tuple[int, int]]) -> float | None:
    return mean(own for own, _rest in scores) if len(scores) >= FEWEST else None


def discrimination(scores: Sequence[tuple[int, int]]) -> float | None:
    """The point-biserial correlation of an item with the score of the rest of the test.

    r = (M1 - M0) / s * sqrt(p * q), with the means of the rest score of those who were right and
    of those who were not, s its standard deviation over all, p and q their shares; the item itself
    is left out of the score, as Henrysson proposed (S. Henrysson, "Correction of item-total
    correlations in item analysis", Psychometrika 28, 1963). None where all were right, or wrong,
    or the rest says nothing.
    """
    right = [rest for own, rest in scores if own]
    wrong = [rest for own, rest in scores if not own]
    spread = pstdev([rest for _own, rest in scores]) if scores else 0
    if len(scores) < FEWEST or not right or not wrong or not spread:
        return None
    share = len(right) / len(scores)
    return (mean(right) - mean(wrong)) / spread * sqrt(share * (1 - share))


def stopped_at(course: Course, edition: int) -> list[tuple[EditionLesson, int, int]]:
    """Of each lesson of an edition: how many did it, and how many have it before them."""
    lessons = outline_of(course, edition).lessons
    done, before_them = Counter[int](), Counter[int]()
    for run in Run.objects.active().filter(course=course, edition__number=edition).with_done():
        done.update(run.done_numbers)
        left = [one.number for one in lessons if one.number not in run.done_numbers]
        before_them.update([] if run.is_finished else left[:1])
    return [(one, done[one.number], before_them[one.number]) for one in lessons]
