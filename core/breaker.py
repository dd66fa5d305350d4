import time
from typing import ClassVar, Self


class Breaker:
    """Remembers that a server did not answer, so that it is left alone for a while.

    A frozen server then costs this process one time-out in ``REST`` seconds, and not one for
    each call of each thread.
    """

    REST = 5.0

    _by_server: ClassVar[dict[str, Self]] = {}

    def __init__(self) -> None:
        self.close()

    @classmethod
    def of(cls, server: str) -> Self:
        return cls._by_server.setdefault(server, cls())

    @classmethod
    def close_all(cls) -> None:
        """Try every server again at once."""
        for breaker in cls._by_server.values():
            breaker.close()

    @property
    def is_open(self) -> bool:
        """True while the server is to be left alone."""
        return time.monotonic() < self._resting_until

    def close(self) -> None:
        self._resting_until = 0.0

    def trip(self) -> None:
        self._resting_until = time.monotonic() + self.REST
