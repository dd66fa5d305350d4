"""The parts of a recording, and the address at which each begins."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST_CHAPTERS = 100
LINE = re.compile(
    r"^(?:(?P<h>\d{1,2}):)?(?P<m>\d{1,3}):(?P<s>[0-5]\d)\s+(?:[-–—]\s+)?(?P<title>\S.*)$"
)
# Where the moment stands in an address that is not of a file: as each of these sites writes it.
ASKED_FOR = {"youtube.com": "t", "youtu.be": "t"}


@dataclass(frozen=True)
class Chapter:
    seconds: int
    title: str
    address: str

    @property
    def clock(self) -> str:
        return clock(self.seconds)


def clock(seconds: int) -> str:
    """``12:05``, or ``1:02:05``"""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def seconds_of(text: str) -> int | None:
    """Of ``12:05`` or ``1:02:05``; None of anything else."""
    found = LINE.match(f"{text.strip()} x")
    return _seconds(found) if found else None


def address_at(recording: str, seconds: int) -> str:
    """The recording at that moment: a media fragment (W3C Media Fragments URI 1.0, section 4.2.1),
    which players of files and of many sites follow, or what the site asks for in its place."""
    parts = urlsplit(recording)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    if name := ASKED_FOR.get(host):
        query = f"{parts.query}&" if parts.query else ""
        return urlunsplit(parts._replace(query=f"{query}{name}={seconds}", fragment=""))
    return urlunsplit(parts._replace(fragment=f"t={seconds}"))


def chapters_in(text: str, recording: str) -> list[Chapter]:
    """As `validate_chapters` has passed them."""
    return [
        Chapter(seconds, title, address_at(recording, seconds)) for seconds, title in _read(text)
    ]


def validate_chapters(text: str) -> None:
    """A moment and a title on each line, one after the other. Raises ValidationError."""
    last = -1
    for number, (seconds, _title) in enumerate(_read(text), start=1):
        if seconds <= last:
            message = _("Line %(line)s begins before the one above it.")
            raise ValidationError(message, code="order", params={"line": number})
        last = seconds
        if number > MOST_CHAPTERS:
            message = _("There can be %(most)s chapters at most.")
            raise ValidationError(message, code="many", params={"most": MOST_CHAPTERS})


def _read(text: str) -> Iterator[tuple[int, str]]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for number, line in enumerate(lines, start=1):
        found = LINE.match(line)
        if not found:
            message = _("Line %(line)s does not begin with a moment such as 12:30: “%(text)s”.")
            raise ValidationError(message, code="line", params={"line": number, "text": line[:60]})
        yield _seconds(found), found["title"]


def _seconds(found: re.Match[str]) -> int:
    return int(found["h"] or 0) * 3600 + int(found["m"]) * 60 + int(found["s"])
