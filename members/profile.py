"""What higher floors show on somebody's page, beside what they wrote: each in its `profile.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accounts.models import User


@dataclass(frozen=True)
class Entry:
    name: str
    url: str
    about: str = ""


@dataclass(frozen=True)
class Block:
    title: str
    glyph: str
    entries: list[Entry]


Showing = Callable[[Any, User], Block | None]
_showing: list[Showing] = []


def block(function: Showing) -> Showing:
    """Register what may be shown of a person to a viewer, who may see all of it; in one query."""
    _showing.append(function)
    return function


def blocks_for(viewer: Any, person: User) -> list[Block]:
    found = (function(viewer, person) for function in _showing)
    return [one for one in found if one]
