"""Which work a reviewer is given: pure, so that its fairness can be shown."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field


@dataclass
class Open:
    """A work that can be reviewed."""

    work: int
    author: int
    order: int  # the smaller, the longer it waits
    wants: int  # reviews in all
    reviewers: set[int] = field(default_factory=set)  # who takes one of its places
    known_to: set[int] = field(default_factory=set)  # who has reviewed it, whether it counts or not

    def takes(self, reviewer: int, apart: Collection[int]) -> bool:
        """``apart`` are those with whom the reviewer is not brought together."""
        is_new = reviewer not in self.reviewers | self.known_to
        is_wanted = len(self.reviewers) < self.wants
        return is_new and is_wanted and self.author != reviewer and self.author not in apart


def next_for(reviewer: int, works: Iterable[Open], apart: Collection[int] = ()) -> Open | None:
    """Of those that they may have the one with the fewest reviewers, and of these the oldest."""
    fit = [work for work in works if work.takes(reviewer, apart)]
    return min(fit, key=lambda work: (len(work.reviewers), work.order), default=None)
