"""Redis only says that something is owed; PostgreSQL says what."""

import structlog
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from core.breaker import Breaker

log = structlog.get_logger(__name__)

STALE = 60.0  # seconds, after which the sweep has been round and nobody need answer

_broker = Breaker.of("broker")


def ring() -> None:
    """Ask a worker to relay now. Bounded in time and never an error: the act has committed.

    After a ring that failed the bell rests: the sweep finds what was missed.
    """
    from core.tasks import relay  # the task imports the relay, which imports the events

    if _broker.is_open:
        return
    try:
        relay.apply_async(retry=False, expires=STALE)
    except (OperationalError, RedisError, OSError) as error:
        _broker.trip()
        log.warning("doorbell_unreachable", error=type(error).__name__)
