"""How stale an article is: the formula, and nothing else. docs/freshness.md explains it.

    staleness = age / interval + doubts / 3          stale from 1 on
    urgency   = staleness × log2(2 + readers)        the order of the queue

``age`` is the time since somebody verified it and ``interval`` the time from then to its review
date; ``doubts`` are the members who hold it to be out of date, and ``readers`` those who have read
it, both since it was verified.
"""

from dataclasses import dataclass
from datetime import datetime
from math import log2

REVIEW_MONTHS = 12
MONTHS = (3, 6, 12, 24)  # to choose from
ENOUGH_DOUBTS = 3  # make an article stale on the day it was verified
STALE = 1.0


@dataclass(frozen=True)
class Freshness:
    verified_at: datetime
    review_due: datetime
    doubts: int
    readers: int
    now: datetime

    @property
    def staleness(self) -> float:
        interval = (self.review_due - self.verified_at).total_seconds()
        age = (self.now - self.verified_at).total_seconds()
        return age / interval + self.doubts / ENOUGH_DOUBTS

    @property
    def is_stale(self) -> bool:
        return self.staleness >= STALE

    @property
    def is_overdue(self) -> bool:
        return self.now >= self.review_due

    @property
    def urgency(self) -> float:
        return self.staleness * log2(2 + self.readers)
