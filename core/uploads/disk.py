import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.core.files import File
from django.core.files.storage import FileSystemStorage

CHUNK = 64 * 1024


class Disk(FileSystemStorage):
    """A folder whose files are on the disk, and not only on their way to it, once saved.

    PostgreSQL syncs the row that names the file; without this a power failure could keep the row
    and lose the file.
    """

    def _save(self, name: str, content: File) -> str:
        saved: str = super()._save(name, content)  # type: ignore[misc]
        path = Path(self.path(saved))
        for place in (path, path.parent):
            descriptor = os.open(place, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        return saved

    def part(self, name: str, first: int, length: int) -> Iterator[bytes]:
        """Of an open file, read as it is sent; opened now, where an error can still be told."""
        file = Path(self.path(name)).open("rb")  # noqa: SIM115 - closed by who reads it
        file.seek(first)
        return _chunks(file, length)


def _chunks(file: BinaryIO, left: int) -> Iterator[bytes]:
    with file:
        while left > 0 and (chunk := file.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk
