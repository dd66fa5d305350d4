"""Pictures are drawn anew by a process of their own: see reencode.py for what it may take."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore

import structlog
from django.conf import settings

from core.uploads.errors import Busy, TooDetailed, Unreadable
from core.uploads.kinds import Kind

log = structlog.get_logger(__name__)

PROGRAM = Path(__file__).with_name("reencode.py")
LONGEST_SIDE = 2560  # as wide as a large screen; nobody reads a post on more
PATIENCE = 20  # seconds
TOO_MUCH = 3  # what it says then; importing it would load what reads pictures into this process

# One at a time in each web process: however many arrive, memory is bounded.
_turn = BoundedSemaphore(1)


@dataclass(frozen=True)
class Picture:
    data: bytes
    width: int
    height: int


def drawn_anew(sent: bytes, kind: Kind) -> Picture:
    """The picture's pixels and nothing else. Raises Unreadable, TooDetailed, Busy."""
    if not _turn.acquire(timeout=PATIENCE):
        raise Busy
    try:
        done = subprocess.run(  # noqa: S603 - our own program, told nothing that was sent
            [sys.executable, "-I", str(PROGRAM), kind.name, str(LONGEST_SIDE)],
            input=sent,
            capture_output=True,
            timeout=PATIENCE,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TooDetailed from error
    finally:
        _turn.release()
    if done.returncode:
        why = done.stderr.decode(errors="replace").rstrip().rpartition("\n")[2]
        log.info("picture_refused", kind=kind.name, ended=done.returncode, why=why[:200])
        # Below zero it was ended by a signal, as for the time it took.
        raise TooDetailed if done.returncode == TOO_MUCH or done.returncode < 0 else Unreadable
    size, _, data = done.stdout.partition(b"\n")
    if len(data) > settings.UPLOAD_MAX_MB * 2**20:
        raise TooDetailed
    width, height = map(int, size.split())
    return Picture(data, width, height)
