"""What reviews come to."""

from collections.abc import Mapping, Sequence
from statistics import median

from learning.courses.assignments.rubric import Criteria


def most(criteria: Criteria) -> int:
    return sum(one["levels"][-1]["points"] for one in criteria)


def share_of(criteria: Criteria, points: Mapping[str, int]) -> float:
    """How many of a hundred, of all points that one review could give."""
    given = sum(points.get(str(one["id"]), 0) for one in criteria)
    return 100 * given / most(criteria)


def grade(shares: Sequence[float]) -> float:
    """The median of what several reviews give, so that one who is far off moves it little.

    Half of the reviews would have to be off to move it at will: its breakdown point is one half
    (P. J. Huber, "Robust Statistics", 1981). It is also what large courses take whose learners
    grade each other (C. Piech et al., "Tuned models of peer assessment in MOOCs", 2013, §2).
    """
    return median(shares)
