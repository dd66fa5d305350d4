import selectors
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from cop.supervisor.child import Child, Service
from cop.supervisor.code import Code
from cop.supervisor.log import Log

__all__ = ["Service", "Supervisor"]

TICK_SECONDS = 0.2
STOP_SECONDS = 10
STOPPERS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Supervisor:
    """Runs programs until it is told to stop, or one of them cannot be kept alive.

    It has a single thread: programs are started from the thread whose death ends them.
    """

    def __init__(
        self,
        services: list[Service],
        log: Log,
        *,
        keep_open: tuple[int, ...] = (),
        code: Code | None = None,
    ) -> None:
        self.children = [Child(service) for service in services]
        self.log = log
        self.keep_open = keep_open
        self.code = code
        self.has_failed = False
        self._asked_to_stop = 0
        self._selector = selectors.DefaultSelector()

    def run(self, tick: Callable[[], None]) -> bool:
        """Run until stopped, calling ``tick`` now and then; False if a program kept dying."""
        with self._signals():
            try:
                while not self._asked_to_stop and not self.has_failed:
                    self._renew_those_outdated()
                    self._start_those_due()
                    self._listen()
                    self._bury_the_dead()
                    tick()
            finally:
                self._stop()
        return not self.has_failed

    def _renew_those_outdated(self) -> None:
        outdated = [child for child in self.children if child.service.follows_code]
        if self.code and outdated and self.code.has_changed():
            names = " and ".join(child.service.name for child in outdated)
            self.log.say(f"The code has changed: starting {names} anew")
            for child in outdated:
                child.renew()

    def _start_those_due(self) -> None:
        for child in self.children:
            if child.may_start:
                child.start(self.keep_open)
                self._selector.register(child.output, selectors.EVENT_READ, child)

    def _listen(self) -> None:
        for key, _ in self._selector.select(TICK_SECONDS):
            self._repeat(key.data, key.data.lines())

    def _repeat(self, child: Child, lines: Iterator[str]) -> None:
        for line in lines:
            self.log.write(child.service.name, line)

    def _bury_the_dead(self) -> None:
        for child in self.children:
            if not child.has_ended:
                continue
            self._repeat(child, child.last_words())
            self._selector.unregister(child.output)
            status, pause = child.bury()
            if self._asked_to_stop or self.has_failed:
                continue
            if pause == 0:
                continue
            if pause:
                then = f"starting again in {pause:g} s"
            elif self.code and child.service.follows_code:
                then = "and keeps doing so; waiting for the code to change"
            else:
                then = "and keeps doing so; giving up"
                self.has_failed = True
            self.log.say(f"{child.service.name} ended ({_reason(status)}): {then}")

    def _stop(self) -> None:
        for child in self.children:
            child.ask_to_stop()
        patience = time.monotonic() + STOP_SECONDS
        is_forced = False
        while any(child.process for child in self.children):
            if not is_forced and (self._asked_to_stop > 1 or time.monotonic() > patience):
                is_forced = True
                for child in self.children:
                    child.kill()
            self._listen()
            self._bury_the_dead()
        self._selector.close()

    @contextmanager
    def _signals(self) -> Iterator[None]:
        """The first signal stops in good order; the second one at once."""

        def handle(_number: int, _frame: FrameType | None) -> None:
            self._asked_to_stop += 1
            if self._asked_to_stop == 1:
                self.log.say("Stopping")

        before = {number: signal.getsignal(number) for number in STOPPERS}
        if before[signal.SIGHUP] == signal.SIG_IGN:  # as under nohup
            del before[signal.SIGHUP]
        for number in before:
            signal.signal(number, handle)
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def _reason(status: int) -> str:
    return f"killed by {signal.Signals(-status).name}" if status < 0 else f"status {status}"
