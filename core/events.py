"""What happened, told to whoever asked to be told, once and only after it is true.

An event is a frozen dataclass of ids, in the ``events.py`` of the app in which it happens.
``publish`` writes it in the caller's transaction; the relay (core/relay.py) runs its subscribers,
in no promised order.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict, is_dataclass
from types import ModuleType
from typing import Any, TypeVar

import structlog
from django.db import transaction
from django.db.transaction import TransactionManagementError

from core.doorbell import ring
from core.models.outbox import OutboxEvent

S = TypeVar("S", bound=Callable[[Any], None])

_types: dict[str, type] = {}
_subscribers: dict[str, dict[str, Callable[[Any], None]]] = defaultdict(dict)


class UnknownEvent(Exception):
    """An outbox row that this release of the code cannot read."""


def name_of(event_type: type) -> str:
    return f"{event_type.__module__.partition('.')[0]}.{event_type.__name__}"


def publish(event: Any) -> None:
    """Record ``event`` with the act that caused it, and wake the relay once both have committed."""
    if not transaction.get_connection().in_atomic_block:
        raise TransactionManagementError("An event is published in the transaction of its act.")
    OutboxEvent.objects.create(
        name=name_of(type(event)), payload=asdict(event), context=_log_context()
    )
    transaction.on_commit(ring, robust=True)


def subscribe(event_type: type) -> Callable[[S], S]:
    """Run the function once for every such event, in a transaction of its own.

    For several types, put one above the other.
    It may be tried again after a failure, so what it does outside the database must bear that.
    Renaming or moving it makes it a new subscriber: the name is its identity.
    """

    def register(function: S) -> S:
        name = name_of(event_type)
        _types[name] = event_type
        _subscribers[name][f"{function.__module__}.{function.__qualname__}"] = function
        return function

    return register


def learn(module: ModuleType) -> None:
    """Know the events of an app's ``events.py``, also those that nobody listens to yet."""
    for found in vars(module).values():
        if isinstance(found, type) and is_dataclass(found) and found.__module__ == module.__name__:
            _types[name_of(found)] = found


def occurrence_of(row: OutboxEvent) -> Any:
    """The event as it was published. Raises UnknownEvent.

    A worker of an older release may meet an event of a newer one. It must not call it done, for
    then the subscribers of the newer release would never hear of it.
    """
    if row.name not in _types:
        raise UnknownEvent(f"No event is called {row.name} in this release.")
    try:
        return _types[row.name](**row.payload)
    except TypeError as error:
        raise UnknownEvent(f"{row.name} was published with other fields: {error}") from error


def subscribers_of(name: str) -> dict[str, Callable[[Any], None]]:
    return _subscribers[name]


def _log_context() -> dict[str, Any]:
    """What the logs of an event's consequences carry on from its cause."""
    bound = structlog.contextvars.get_contextvars()
    return {key: bound[key] for key in ("request_id",) if key in bound}
