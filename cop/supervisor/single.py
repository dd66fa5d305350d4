"""One `manage.py up` for a checkout, and nothing left over from one that was killed."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

from cop.engines.locks import Lock

PATIENCE = 10.0


class AlreadyRunningError(Exception):
    def __init__(self, address: str) -> None:
        super().__init__(f"Guildhall is already running here, at {address}")


class SingleRun:
    """A lock that the supervisor and all it starts hold; the file says who and where."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Lock(path)

    def begin(self) -> int:
        """Take the lock, ending what is left of a run that was killed; its file descriptor."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if not self._lock.take_if_free():
            self._end_leftovers()
            self._lock.take()
        self.path.write_text("")
        return self._lock.fileno()

    def announce(self, address: str, pid: int) -> None:
        self.path.write_text(json.dumps({"address": address, "pid": pid}))

    def _end_leftovers(self) -> None:
        said = self.path.read_text()
        if not said:
            raise AlreadyRunningError("an address it has not found yet")
        run: dict[str, Any] = json.loads(said)
        left = self._holders()
        if run["pid"] in {process.pid for process in left}:
            raise AlreadyRunningError(run["address"])
        for process in left:
            with suppress(psutil.NoSuchProcess):
                process.terminate()
        _, stubborn = psutil.wait_procs(left, timeout=PATIENCE)
        for process in stubborn:
            with suppress(psutil.NoSuchProcess):
                process.kill()

    def _holders(self) -> list[psutil.Process]:
        """Every process that has the lock open, as everything a run starts inherits it."""
        found = []
        for process in psutil.process_iter():
            with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
                if process.pid != psutil.Process().pid and any(
                    file.path == str(self.path) for file in process.open_files()
                ):
                    found.append(process)
        return found
