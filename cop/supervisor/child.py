"""One program of the supervisor's: its process, what it says, and when it may start again."""

import math
import os
import signal
import subprocess
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from cop.lifeline import die_with_parent

# A program that dies this often within this long is not going to get better.
DEATHS_ALLOWED = 5
WITHIN_SECONDS = 60.0
LONGEST_PAUSE = 10.0


@dataclass(frozen=True)
class Service:
    """A program to run.

    ``sockets`` are listening file descriptors that it inherits; ``pause`` is how long it stays
    down when it has ended, and doubles each time. One that ``follows_code`` is started anew when
    the code changes, after it has ended what it is doing.
    """

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    sockets: tuple[int, ...] = ()
    pause: float = 0.5
    follows_code: bool = False


class Child:
    def __init__(self, service: Service) -> None:
        self.service = service
        self.process: subprocess.Popen[bytes] | None = None
        self.output = -1
        self._deaths: deque[float] = deque(maxlen=DEATHS_ALLOWED)
        self._start_at = 0.0
        self._is_outdated = False
        self._rest = b""

    def start(self, keep_open: tuple[int, ...]) -> None:
        """Start it, in a session of its own so that Ctrl-C reaches the supervisor alone."""
        self.output, spoken = os.pipe()
        os.set_blocking(self.output, False)
        self.process = subprocess.Popen(
            self.service.command,
            stdin=subprocess.DEVNULL,
            stdout=spoken,
            stderr=subprocess.STDOUT,
            env=os.environ | {"PYTHONUNBUFFERED": "1"} | self.service.environment,
            pass_fds=(*self.service.sockets, *keep_open),
            start_new_session=True,
            preexec_fn=die_with_parent(signal.SIGTERM),
        )
        os.close(spoken)

    @property
    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    @property
    def may_start(self) -> bool:
        return self.process is None and time.monotonic() >= self._start_at

    def lines(self) -> Iterator[str]:
        """What it has said since the last time, in whole lines."""
        while chunk := self._read():
            *lines, self._rest = (self._rest + chunk).split(b"\n")
            for line in lines:
                yield line.decode(errors="replace").rstrip()

    def last_words(self) -> Iterator[str]:
        yield from self.lines()
        if self._rest:
            yield self._rest.decode(errors="replace")
            self._rest = b""

    def renew(self) -> None:
        """Have it started anew; one that kept dying may be better now."""
        self._deaths.clear()
        self._start_at = 0.0
        self._is_outdated = self.process is not None
        self.ask_to_stop()

    def bury(self) -> tuple[int, float | None]:
        """Its exit status, and the pause before the next start, if there is to be one."""
        self.kill()
        status = self.process.wait() if self.process else 0
        self.process = None
        os.close(self.output)
        if self._is_outdated:
            self._is_outdated = False
            return status, 0.0
        now = time.monotonic()
        self._deaths.append(now)
        if len(self._deaths) == DEATHS_ALLOWED and now - self._deaths[0] < WITHIN_SECONDS:
            self._start_at = math.inf
            return status, None
        pause = min(self.service.pause * 2 ** (len(self._deaths) - 1), LONGEST_PAUSE)
        self._start_at = now + pause
        return status, pause

    def ask_to_stop(self) -> None:
        """Ask the program alone: it knows in which order its own processes end."""
        if self.process:
            self.process.terminate()

    def kill(self) -> None:
        """Kill the program and whatever it has started."""
        with suppress(ProcessLookupError):
            if self.process:
                os.killpg(self.process.pid, signal.SIGKILL)

    def _read(self) -> bytes:
        try:
            return os.read(self.output, 65536)
        except BlockingIOError:
            return b""
