"""What a page of a topic tells its reader of what is new, and the server of what was read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from discussions.models import Post, Topic

MOST_RANGES = 1000
RANGE = re.compile(r"([0-9]{1,9})(?:-([0-9]{1,9}))?")


@dataclass(frozen=True)
class Reading:
    """One page's posts, for a viewer who has opened the topic before or not."""

    new: frozenset[int]  # their numbers: what others wrote since
    first_new: int | None  # in the order of the page
    shown: str  # as `numbers` reads it; empty where nothing of the topic is left to be read

    @classmethod
    def of(
        cls, viewer: Any, topic: Topic, posts: Iterable[Post], *, is_whole: bool = False
    ) -> "Reading":
        listed = list(posts)
        read = topic.read_up_to
        new = [
            post.number
            for post in listed
            if read is not None
            and post.number > read
            and post.author_id != viewer.pk
            and not post.deleted_at
        ]
        shown = "" if is_whole else ranges(post.number for post in listed)
        return cls(frozenset(new), new[0] if new else None, shown)


def ranges(numbers: Iterable[int]) -> str:
    """``1-4,7``"""
    ordered = sorted(numbers)
    ends = [one for one, after in pairwise([*ordered, 0]) if after != one + 1]
    starts = [one for before, one in pairwise([-1, *ordered]) if one != before + 1]
    return ",".join(
        str(start) if start == end else f"{start}-{end}"
        for start, end in zip(starts, ends, strict=True)
    )


def numbers(text: str) -> list[range]:
    """What `ranges` wrote, whoever sent it: what is no range is left out."""
    found = (RANGE.fullmatch(part) for part in text.split(",")[:MOST_RANGES])
    return [range(int(one[1]), int(one[2] or one[1]) + 1) for one in found if one]
