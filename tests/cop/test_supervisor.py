"""Real programs, really killed. They say when they are ready, so nobody has to wait a while."""

import io
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import psutil

from cop.supervisor.code import Code
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

    def __init__(self, *services: Service, code: Code | None = None) -> None:
        self.out = io.StringIO()
        log = Log([s.name for s in services], self.out)
        self.supervisor = Supervisor(list(services), log, code=code)

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


# Like a worker, it ends its task before it goes.
BUSY = """
import signal
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
print("task begun", flush=True)
signal.sigwait({signal.SIGTERM})
print("asked to stop", flush=True)
print("task ended", flush=True)
"""


def test_what_follows_the_code_ends_its_task_and_starts_anew_when_the_code_changes(tmp_path):
    source = tmp_path / "tasks.py"
    source.write_text("1")
    code = Code(tmp_path, every=0.05)
    run = Run(program("worker", BUSY, follows_code=True), program("web", FOREVER), code=code)

    def is_renewed(lines: list[str]) -> bool:
        begun = lines.count("worker | task begun")
        if begun == 1 and "web    | here" in lines and source.read_text() == "1":
            source.write_text("2")
        return begun == 2

    assert run.until(is_renewed)

    said = [line.partition("| ")[2] for line in run.lines if line.startswith("worker")]
    assert said[:4] == ["task begun", "asked to stop", "task ended", "task begun"]
    assert "The code has changed: starting worker anew" in run.lines
    assert run.lines.count("web    | here") == 1
    assert not [line for line in run.lines if "ended (" in line]


def test_what_the_code_breaks_waits_for_the_code_to_change(tmp_path):
    source = tmp_path / "tasks.py"
    source.write_text("raise SystemExit(3)")
    reads = f"exec(open({str(source)!r}).read())"
    worker = program("worker", reads, pause=0.01, follows_code=True)
    run = Run(worker, code=Code(tmp_path, every=0.05))
    waits = "worker ended (status 3): and keeps doing so; waiting for the code to change"

    def is_mended(lines: list[str]) -> bool:
        if lines and lines[-1] == waits and source.read_text() != FOREVER:
            source.write_text(FOREVER)
        return "worker | here" in lines

    assert run.until(is_mended)

    assert len([line for line in run.lines if "status 3" in line]) == 5


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
