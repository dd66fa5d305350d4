"""What happened, told to whoever asked to be told, once and only after it is true.

An event is a frozen dataclass of ids, in the ``events.py`` of the app in which it happens.
``publish`` writes it in the caller's transaction; the relay (core/relay.py) runs its subscribers.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, TypeVar

from django.db import transaction

from core.doorbell import ring
from core.models.outbox import OutboxEvent

E = TypeVar("E")

type_of: dict[str, type] = {}
_subscribers: dict[str, dict[str, Callable[[Any], None]]] = defaultdict(dict)


def name_of(event_type: type) -> str:
    return f"{event_type.__module__.partition('.')[0]}.{event_type.__name__}"


def publish(event: Any) -> None:
    """Record ``event`` with the act that caused it, and wake the relay once both have committed."""
    OutboxEvent.objects.create(name=name_of(type(event)), payload=asdict(event))
    transaction.on_commit(ring, robust=True)


def subscribe(event_type: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Run the function once for every such event, in a transaction of its own.

    It may be tried again after a failure, so what it does outside the database must bear that.
    Renaming or moving it makes it a new subscriber: the name is its identity.
    """

    def register(function: Callable[[E], None]) -> Callable[[E], None]:
        name = name_of(event_type)
        type_of[name] = event_type
        _subscribers[name][f"{function.__module__}.{function.__qualname__}"] = function
        return function

    return register


def subscribers_of(name: str) -> dict[str, Callable[[Any], None]]:
    return _subscribers[name]
