"""What an author is shown of reviews, and a reviewer of a work: the one way to page and API.

Nothing that passes here says who the other is, and neither in which order nor when reviews came.
"""

from dataclasses import dataclass
from typing import Any

from learning.courses.assignments import unnamed
from learning.courses.assignments.rubric import Criteria
from learning.courses.models import Work, WorkReview


@dataclass(frozen=True)
class Mark:
    """What a review says of one criterion."""

    criterion: int
    title: str
    points: int | None
    most: int
    level: str
    comment: str


@dataclass(frozen=True)
class Received:
    """A review, as the author of the work knows it."""

    key: str
    marks: list[Mark]
    words: str
    helped: bool | None
    is_reported: bool


def marks(criteria: Criteria, review: WorkReview) -> list[Mark]:
    found = []
    for one in criteria:
        points = review.points.get(str(one["id"]))
        levels = {level["points"]: level["title"] for level in one["levels"]}
        found.append(
            Mark(
                one["id"],
                one["title"],
                points,
                one["levels"][-1]["points"],
                levels.get(points, ""),
                review.comments.get(str(one["id"]), ""),
            )
        )
    return found


def received(work: Work) -> list[Received]:
    """Once there are enough of them, or somebody who teaches has judged it."""
    if work.shown_at is None:
        return []
    return [
        Received(
            review.shown_as,
            marks(work.criteria, review),
            review.words,
            review.helped,
            review.reported_at is not None,
        )
        for review in work.reviews.counted().in_no_order()
    ]


def judgement(work: Work) -> WorkReview | None:
    """By somebody who teaches, who is named."""
    found: Any = work.reviews.filter(judges=True).select_related("by").first()
    if found is not None:
        found.marks = marks(work.criteria, found)
    return found


def as_reviewed(review: WorkReview) -> str:
    """The work's HTML for its reviewer."""
    work = review.work
    return unnamed.at(work.unnamed_html, work.uploads, review.address)


def solution_of(work: Work | None) -> str:
    """The HTML of a good solution, for whoever has passed."""
    return str(work.terms["solution"]) if work and work.passed else ""
