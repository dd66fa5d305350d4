import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

LOOK_EVERY = 1.0  # seconds


class Code:
    """Python files, and whether they are still those that the programs have read."""

    def __init__(self, *folders: Path, every: float = LOOK_EVERY) -> None:
        self._folders = folders
        self._every = every
        self._read = self._seen = dict(self._look())
        self._look_at = 0.0

    def has_changed(self) -> bool:
        """True once for each change, when a while has passed without another: a branch that is
        checked out changes many files one after the other.
        """
        if time.monotonic() < self._look_at:
            return False
        self._look_at = time.monotonic() + self._every
        before, self._seen = self._seen, dict(self._look())
        if self._seen == self._read or self._seen != before:
            return False
        self._read = self._seen
        return True

    def _look(self) -> Iterator[tuple[Path, int]]:
        for folder in self._folders:
            for path in folder.rglob("*.py"):
                with suppress(FileNotFoundError):  # gone since it was listed
                    yield path, path.stat().st_mtime_ns
