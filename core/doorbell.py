"""Redis only says that something is owed; PostgreSQL says what."""

import time

import structlog
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)


class Doorbell:
    """After a ring that failed it rests: the sweep finds what was missed."""

    REST = 5.0  # seconds

    def __init__(self) -> None:
        self.answer()

    def answer(self) -> None:
        """End the rest: somebody is at the door again."""
        self._resting_until = 0.0

    def ring(self) -> None:
        """Ask a worker to relay now. Bounded in time and never an error: the act has committed."""
        from core.tasks import relay  # the task imports the relay, which imports the events

        if time.monotonic() < self._resting_until:
            return
        try:
            relay.apply_async(retry=False)
        except (OperationalError, RedisError, OSError) as error:
            self._resting_until = time.monotonic() + self.REST
            log.warning("doorbell_unreachable", error=type(error).__name__)


doorbell = Doorbell()
ring = doorbell.ring
