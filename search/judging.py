"""How good an order of results is, by those who know what should come first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2

CUT = 10


@dataclass(frozen=True)
class Judged:
    """A query, and how good a result each thing is for it: 3 the best, 1 related."""

    query: str
    grades: Mapping[int, int]


def read(text: str) -> list[Judged]:
    """A line for each: the query, a tab, and ``number:grade`` of each good result."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [_judged(line) for line in lines]


def _judged(line: str) -> Judged:
    query, good = line.split("\t")
    pairs = (pair.split(":") for pair in good.split())
    return Judged(query, {int(number): int(grade) for number, grade in pairs})


def ndcg(found: Sequence[int], grades: Mapping[int, int]) -> float:
    """Normalised discounted cumulative gain of the first ten: 1 where no order is better."""
    best = sorted(grades.values(), reverse=True)
    return _gain(grades.get(one, 0) for one in found[:CUT]) / _gain(best[:CUT])


def _gain(grades: Iterable[int]) -> float:
    return sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(grades))


def reciprocal_rank(found: Sequence[int], grades: Mapping[int, int]) -> float:
    """1 where one of the best comes first, 1/2 where it comes second, 0 where it is not there."""
    best = max(grades.values())
    places = (place for place, one in enumerate(found, 1) if grades.get(one) == best)
    return 1 / next(places, float("inf"))
