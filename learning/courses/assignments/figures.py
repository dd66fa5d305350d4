"""How the criteria of a rubric did their work: for those who teach."""

from collections import defaultdict
from dataclasses import dataclass
from statistics import mean, pstdev
from typing import Any

from learning.courses.models import EditionLesson, WorkReview
from learning.courses.quizzes.figures import FEWEST


@dataclass(frozen=True)
class Use:
    """Of one criterion."""

    criterion: dict[str, Any]
    count: int  # how many reviews
    share: float | None  # of its points, on average
    spread: float | None  # how far those who reviewed one work are apart, of its points


def uses_of(lesson: EditionLesson) -> list[Use]:
    """Of the reviews that count. The spread is the standard deviation among the reviews of a work,
    over all works that have two or more."""
    criteria = lesson.assignment["criteria"] if lesson.assignment else []
    counted = WorkReview.objects.counted().filter(work__lesson=lesson)
    reviews = list(counted.values_list("work", "points"))
    return [_use(one, reviews) for one in criteria]


def _use(criterion: dict[str, Any], reviews: list[tuple[int, dict[str, int]]]) -> Use:
    most, name = criterion["levels"][-1]["points"], str(criterion["id"])
    by_work: dict[int, list[float]] = defaultdict(list)
    for work, points in reviews:
        by_work[work].append(points[name] / most)
    if len(reviews) < FEWEST:
        return Use(criterion, len(reviews), None, None)
    apart = [pstdev(shares) for shares in by_work.values() if len(shares) > 1]
    share = mean(one for shares in by_work.values() for one in shares)
    return Use(criterion, len(reviews), share, mean(apart) if apart else None)
