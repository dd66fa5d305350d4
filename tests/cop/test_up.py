"""`manage.py up` as a person runs it, in folders of its own."""

import os
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from cop.engines.home import temporary_home
from cop.supervisor.ports import listen

pytestmark = pytest.mark.long

CHECKOUT = Path(__file__).resolve().parents[2]
UNWANTED = {"DATABASE_URL", "REDIS_URL", "EMAIL_URL", "DJANGO_SETTINGS_MODULE", "SITE_ORIGIN"}


@pytest.fixture(scope="module")
def environment() -> Iterator[dict[str, str]]:
    home = temporary_home(CHECKOUT)
    kept = {name: value for name, value in os.environ.items() if name not in UNWANTED}
    kept.pop("ENGINES_TEMPORARY", None)
    yield kept | {"ENGINES_DIR": str(home / "engines"), "VAR_DIR": str(home / "var")}
    shutil.rmtree(home)


class Up:
    """A running `manage.py up`; `greeting` is what it said until it was ready."""

    def __init__(self, environment: dict[str, str], port: int) -> None:
        self.process = psutil.Popen(
            [sys.executable, "manage.py", "up", "--port", str(port)],
            cwd=CHECKOUT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.greeting = ""
        while "Stop it with" not in self.greeting:
            line = self.process.stdout.readline()
            assert line, self.greeting
            self.greeting += line
        self.started = self.process.children(recursive=True)

    @property
    def address(self) -> str:
        (line,) = [line for line in self.greeting.splitlines() if "is ready at" in line]
        return line.split()[-1]

    def stop(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        self.process.communicate()
        status = self.process.wait()
        assert psutil.wait_procs(self.started, timeout=15)[1] == []
        return status


def test_it_starts_stops_and_starts_again(environment: dict[str, str]) -> None:
    (taken,) = listen("127.0.0.1", 18000)
    port = taken.getsockname()[1]

    up = Up(environment, port)
    assert f"Port {port} is taken" in up.greeting
    with urllib.request.urlopen(f"{up.address}/search/?q=baselin+evalution") as page:
        assert "How do you set a defensible" in page.read().decode()
    with urllib.request.urlopen(f"{up.address}/dev/mail/") as page:
        assert "<h1>Mail sent</h1>" in page.read().decode()  # the demo's digests may be there
    second = subprocess.run(
        [sys.executable, "manage.py", "up"],
        cwd=CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert second.returncode == 1
    assert f"already running here, at {up.address}" in second.stderr
    taken.close()
    up.stop(signal.SIGKILL)

    again = Up(environment, port)
    assert again.address == f"http://localhost:{port}"
    assert again.stop(signal.SIGINT) == 0
