"""Files in one archive that is sent while it is made: no part of it has to fit into memory."""

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

FIRST_YEAR = 1980  # of what a zip file can say


@dataclass(frozen=True)
class File:
    """One file in the archive. ``is_packed``: it does not get smaller, as a picture."""

    path: str
    chunks: Iterable[str | bytes]
    at: datetime | None = None
    is_packed: bool = False


def zipped(files: Iterable[File]) -> Iterator[bytes]:
    sink = _Sink()
    now = timezone.now()
    with zipfile.ZipFile(sink, "w") as archive:
        for file in files:
            info = zipfile.ZipInfo(file.path, _when(file.at or now))
            info.compress_type = zipfile.ZIP_STORED if file.is_packed else zipfile.ZIP_DEFLATED
            # How much will come is not known, and it may be more than zip files once could hold.
            with archive.open(info, "w", force_zip64=True) as written:
                for chunk in file.chunks:
                    written.write(chunk.encode() if isinstance(chunk, str) else chunk)
                    yield sink.take()
    yield sink.take()


def _when(at: datetime) -> tuple[int, int, int, int, int, int]:
    local = timezone.localtime(at)
    year = max(local.year, FIRST_YEAR)
    return (year, local.month, local.day, local.hour, local.minute, local.second)


class _Sink:
    """What a zip file is written into, to be taken out again bit by bit."""

    def __init__(self) -> None:
        self.held = bytearray()

    def write(self, data: bytes, /) -> int:
        self.held += data
        return len(data)

    def flush(self) -> None:
        pass

    def close(self) -> None:
        pass

    def take(self) -> bytes:
        taken, self.held = bytes(self.held), bytearray()
        return taken
