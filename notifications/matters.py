"""What notices are about, in the words in which one chooses how to be told of it.

    ANSWERS = matters.declare(
        "answers", _("Answers and replies to you"), _("Somebody …"), heading=Heading.YOU, order=10
    )

An app declares its matters beside its kinds of notices, and each kind names one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from operator import attrgetter
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from notifications.models import Way


class Heading(Enum):
    """What the page of settings lists them under, in this order."""

    YOU = _("What is meant for you")
    WORK = _("What becomes of your work")
    FOLLOWED = _("What you follow")
    CARE = _("What you look after")


def everybody(_user: Any) -> bool:
    return True


@dataclass(frozen=True)
class Matter:
    name: str
    title: str | Promise
    covers: str | Promise  # one plain sentence
    heading: Heading
    order: int
    usual: Way = Way.EMAIL
    may_be_mailed: bool = True  # False: its kinds have no mail
    may_be_none: bool = True  # False: who was told nothing of it would be misled
    concerns: Callable[[Any], bool] = everybody  # who is asked about it; told is who is concerned

    @property
    def ways(self) -> list[Way]:
        may_be = {Way.EMAIL: self.may_be_mailed, Way.NONE: self.may_be_none}
        return [way for way in Way if may_be.get(way, True)]


_declared: dict[str, Matter] = {}


def declare(
    name: str,
    title: str | Promise,
    covers: str | Promise,
    *,
    heading: Heading,
    order: int,
    **more: Any,
) -> Matter:
    matter = Matter(name, title, covers, heading, order, **more)
    _declared[name] = matter
    return matter


def all_matters() -> list[Matter]:
    headings = list(Heading)
    in_order = sorted(_declared.values(), key=attrgetter("order"))
    return sorted(in_order, key=lambda matter: headings.index(matter.heading))


def matters_of(user: Any) -> list[Matter]:
    """Those that the user is asked about."""
    return [matter for matter in all_matters() if matter.concerns(user)]


def find(name: str) -> Matter | None:
    return _declared.get(name)
