"""Locks that the kernel drops when their holder dies, however it dies."""

import fcntl
from pathlib import Path
from typing import IO


class Lock:
    """A ``flock`` on a file. It is shared with forked children, and not with started programs."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.is_held = False
        self._file: IO[str] | None = None

    def take(self) -> None:
        self._lock(fcntl.LOCK_EX)

    def share(self) -> None:
        self._lock(fcntl.LOCK_SH)

    def take_if_free(self) -> bool:
        return self._lock_if_free(fcntl.LOCK_EX)

    def share_if_free(self) -> bool:
        return self._lock_if_free(fcntl.LOCK_SH)

    def release(self) -> None:
        self.is_held = False
        if self._file is not None:
            self._file.close()
            self._file = None

    def fileno(self) -> int:
        return self._open().fileno()

    def _lock_if_free(self, kind: int) -> bool:
        try:
            self._lock(kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _lock(self, kind: int) -> None:
        fcntl.flock(self._open(), kind)
        self.is_held = True

    def _open(self) -> IO[str]:
        if self._file is None:
            self._file = self.path.open("a+")
        return self._file
