"""One server process: how it starts, how it stops, and what is done about one left behind."""

import os
import signal
import subprocess
import time
from pathlib import Path
from typing import IO, Any, ClassVar

import psutil

from cop.engines.errors import EngineError
from cop.engines.home import Account
from cop.lifeline import die_with_parent

START_SECONDS = 60
STOP_SECONDS = 10
SHOWN_LOG_LINES = 15


class Server:
    """A child process that serves a unix socket below ``home``."""

    name: ClassVar[str]
    program: ClassVar[str]
    stop_signal: ClassVar[signal.Signals]

    def __init__(self, home: Path, account: Account) -> None:
        self.home = home
        self.account = account
        self.process: subprocess.Popen[bytes] | None = None

    def command(self) -> list[str]:
        raise NotImplementedError

    def folder(self) -> Path:
        """The folder that the running server works in."""
        raise NotImplementedError

    def lock_files(self) -> list[Path]:
        """What a server that was killed leaves behind, and would be refused by."""
        raise NotImplementedError

    def answers(self) -> bool:
        raise NotImplementedError

    def prepare(self) -> None:
        """Bring into being what must be there before the first start."""

    @property
    def log(self) -> Path:
        return self.home / f"{self.name}.log"

    @property
    def has_died(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def start(self) -> None:
        """Start, and return once it answers."""
        self.end_leftovers()
        self.prepare()
        with self.log.open("ab") as log:
            self.process = self.spawn(self.command(), log)
        self._wait_until_it_answers(self.process)

    def stop(self) -> None:
        if self.process is None:
            return
        self.process.send_signal(self.stop_signal)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def end_leftovers(self) -> None:
        """End what a killed keeper left behind, and forget the locks of what died with it.

        The processes are found by the folder they work in. The number in a pid file may be
        anyone's by now, or a zombie's, and a killed server's own children outlive it for a while.
        """
        locks = [path for path in self.lock_files() if path.exists()]
        if not locks:
            return
        for leftover in self._leftovers():
            leftover.send_signal(self.stop_signal)
            try:
                leftover.wait(STOP_SECONDS)
            except psutil.TimeoutExpired:
                leftover.kill()
                leftover.wait()
        for lock in locks:
            lock.unlink(missing_ok=True)

    def spawn(self, command: list[str], log: int | IO[bytes]) -> subprocess.Popen[bytes]:
        """Run ``command`` under the server's account, in a session that no Ctrl-C reaches."""
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C"},
            start_new_session=True,
            preexec_fn=die_with_parent(self.stop_signal),
            **self._other_account(),
        )

    def _leftovers(self) -> list[psutil.Process]:
        found = []
        for process in psutil.process_iter(["name", "cwd"]):
            folder = process.info["cwd"]
            if process.info["name"] == self.program and folder == str(self.folder()):
                found.append(process)
        return found

    def _other_account(self) -> dict[str, Any]:
        if self.account.is_own:
            return {}
        return {"user": self.account.uid, "group": self.account.gid, "extra_groups": []}

    def _wait_until_it_answers(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not self.answers():
            try:
                process.wait(0.02)
            except subprocess.TimeoutExpired:
                if time.monotonic() < deadline:
                    continue
                process.kill()
            raise EngineError(f"{self.name} did not start.\n{self.log_tail()}")

    def log_tail(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines()[-SHOWN_LOG_LINES:]
        return "\n".join([f"The end of {self.log}:", *lines])
