"""What higher floors offer to do with a topic, beside its own acts: each in its `offers.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from discussions.models import Topic


@dataclass(frozen=True)
class Offer:
    label: str
    glyph: str
    url: str


Offering = Callable[[Any, Topic], Offer | None]
_offering: list[Offering] = []


def offering(function: Offering) -> Offering:
    """Register what may be offered to a viewer of a topic; it asks the database for nothing."""
    _offering.append(function)
    return function


def offers_for(viewer: Any, topic: Topic) -> list[Offer]:
    found = (function(viewer, topic) for function in _offering)
    return [offer for offer in found if offer]
