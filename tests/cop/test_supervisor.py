"""Real programs, really killed. They say when they are ready, so nobody has to wait a while."""

import io
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import psutil

from cop.supervisor.log import Log
from cop.supervisor.ports import listen
from cop.supervisor.supervisor import Service, Supervisor

FOREVER = "import signal; print('here', flush=True); signal.pause()"
DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);" + FOREVER.partition(";")[2]
PARENT = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {FOREVER!r}]).wait()"


def program(name: str, source: str, **more) -> Service:
    return Service(name, [sys.executable, "-c", source], **more)


def programs() -> list[psutil.Process]:
    """What runs because of these tests, and not because of the session's fixtures."""
    started = psutil.Process().children(recursive=True)
    return [process for process in started if "-c" in process.cmdline()]


class Run:
    """A supervisor's run, stopped when the log says what is waited for."""

    def __init__(self, *services: Service) -> None:
        self.out = io.StringIO()
        self.supervisor = Supervisor(list(services), Log([s.name for s in services], self.out))

    def until(self, said: Callable[[list[str]], bool], stops: int = 1) -> bool:
        def tick() -> None:
            if said(self.lines):
                for _ in range(stops):
                    signal.raise_signal(signal.SIGTERM)

        return self.supervisor.run(tick)

    @property
    def lines(self) -> list[str]:
        return self.out.getvalue().splitlines()


def test_what_programs_say_is_behind_their_names() -> None:
    run = Run(program("web", FOREVER), program("worker", FOREVER))

    assert run.until(lambda lines: len(lines) == 2)

    assert sorted(run.lines) == ["Stopping", "web    | here", "worker | here"]


def test_a_program_that_ends_is_started_again() -> None:
    run = Run(program("web", "print('here')"))

    assert run.until(lambda lines: lines.count("web | here") == 2)

    assert "web ended (status 0): starting again in 0.5 s" in run.lines


def test_a_program_that_keeps_dying_ends_the_run() -> None:
    run = Run(program("web", "raise SystemExit(3)", pause=0.01), program("worker", FOREVER))

    assert not run.until(lambda _: False)

    assert run.lines[-1] == "web ended (status 3): and keeps doing so; giving up"
    assert not programs()


def test_what_does_not_stop_is_killed_at_the_second_signal() -> None:
    run = Run(program("web", DEAF))

    assert run.until(lambda lines: "web | here" in lines, stops=2)

    assert not programs()


def test_stopping_leaves_no_grandchildren() -> None:
    run = Run(program("web", PARENT))

    assert run.until(lambda lines: "web | here" in lines)

    assert not programs()


SUPERVISOR = f"""
import sys
from cop.supervisor import Service, Supervisor
from cop.supervisor.log import Log

service = Service("web", [sys.executable, "-c", {FOREVER!r}])
Supervisor([service], Log(["web"])).run(lambda: None)
"""


def test_programs_end_with_a_supervisor_that_is_killed() -> None:
    checkout = Path(__file__).resolve().parents[2]
    with psutil.Popen(
        [sys.executable, "-u", "-c", SUPERVISOR], cwd=checkout, stdout=-1, text=True
    ) as supervisor:
        assert supervisor.stdout.readline() == "web | here\n"
        (child,) = supervisor.children()
        supervisor.kill()

    assert psutil.wait_procs([child], timeout=10)[1] == []


def test_a_taken_port_gives_way_to_the_next() -> None:
    (taken,) = listen("127.0.0.1", 8000)
    port = taken.getsockname()[1]

    (free,) = listen("127.0.0.1", port)

    assert free.getsockname()[1] > port
    taken.close()
    free.close()


def test_localhost_is_listened_to_under_both_of_its_addresses() -> None:
    sockets = listen("localhost", 8000)

    assert len({listener.getsockname()[1] for listener in sockets}) == 1
    assert sockets[0].getsockname()[0] == "127.0.0.1"
    for listener in sockets:
        listener.close()
