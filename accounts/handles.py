"""A handle is a user's address and what others mention: @ada."""

from collections.abc import Container, Iterator
from itertools import count

from django.utils.text import slugify

from accounts.validators import RESERVED_HANDLES

LONGEST = 30
ROOM_FOR_NUMBER = 6


def stem_of(name: str) -> str:
    """``Ada Lovelace`` is ``ada-lovelace``; a name in another script is ``person``."""
    return slugify(name)[: LONGEST - ROOM_FOR_NUMBER].strip("-_") or "person"


def handles_for(name: str, taken: Container[str]) -> Iterator[str]:
    """``ada-lovelace``, ``ada-lovelace-2`` and so on, without those that are taken."""
    stem = stem_of(name)
    for number in count(1):
        handle = stem if number == 1 else f"{stem}-{number}"
        if handle not in taken and handle not in RESERVED_HANDLES:
            yield handle


def handles_near(name: str, number: int) -> Iterator[str]:
    """``ada-lovelace``, and then at once ``ada-lovelace-4711``, ``-4712`` and so on.

    For many people made together, of whom hundreds may have one name: each has a number.
    """
    stem = stem_of(name)
    if stem not in RESERVED_HANDLES:
        yield stem
    for suffix in count(number):
        yield f"{stem[: LONGEST - 1 - len(str(suffix))].rstrip('-_')}-{suffix}"
