"""An event of the tests' own, and who listens to it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from core import events


@dataclass(frozen=True)
class Happened:
    number: int


NAME = events.name_of(Happened)


@contextmanager
def listening(**subscribers: Callable[[Happened], None]) -> Iterator[None]:
    """Only these hear of Happened, under these names."""
    events._types[NAME] = Happened
    events._subscribers[NAME] = dict(subscribers)
    yield
    del events._types[NAME], events._subscribers[NAME]
