"""A lesson's own video, as a page shows it: with its captions, and what is said in it."""

from dataclasses import dataclass
from typing import Any

from core.models import Upload
from learning.courses.captions import Paragraph, Track, paragraphs
from learning.courses.models import Course


@dataclass(frozen=True)
class Film:
    file: Upload
    address: str  # of its lesson
    tracks: list[Track]
    as_written: bool  # as those who teach have it before them
    second: int  # where its viewer goes on
    paragraphs: list[Paragraph]  # what is said; none where somebody has written that up

    @property
    def source(self) -> str:
        own = f"{self.address}files{self.file.address.removeprefix('/uploads')}"
        return f"{own}#t={self.second}" if self.second else own

    def captions_at(self, track: Track) -> str:
        address = f"{self.address}captions/{track.language}/"
        return f"{address}?as-written" if self.as_written else address


def film_of(course: Course, lesson: Any, *, as_written: bool, second: int = 0) -> Film | None:
    """``lesson`` as it is written, or as it stands in an edition."""
    if lesson.film_id is None or lesson.own_video is None:
        return None
    tracks = lesson.tracks
    says_itself = tracks and "transcript" not in lesson.html
    return Film(
        lesson.own_video,
        f"{course.address}lessons/{lesson.number}/",
        tracks,
        as_written,
        second,
        paragraphs(tracks[0].cues) if says_itself else [],
    )
