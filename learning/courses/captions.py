"""Captions of a video: read from WebVTT or SubRip, kept as times and words, written as WebVTT.

Nothing of the file that was sent is handed out: no styles, no regions, no tags, only what was said
and when.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple, Self

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext as _

from learning.courses.errors import BadCaptions, TooManyCaptions

LARGEST = 1_000_000  # bytes: a day of talk
MOST_TRACKS = 20
MOST_LETTERS = 60  # of what they are called
LANGUAGE = r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}"

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{3})"
_TIMES = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t].*)?", re.ASCII)
# Bounded, so that a line of a million beginnings of tags is read once.
_VOICE = re.compile(r"<v(?:\.[^\s>]{0,100})?[ \t]+([^>]{1,100})>")
_TAG = re.compile(r"</?[A-Za-z0-9][^>]{0,200}>|<[\d:.]{1,20}>|\{\\[^}]{0,200}\}")
_PAUSE, _LONG = 2_000, 500  # where what is said is parted: milliseconds, and letters
_ENDS = re.compile(r"[.!?…。！？]['\"”’»)]*$")


def languages() -> list[tuple[str, str]]:
    """To choose from, each by its own name."""
    named = [(code, name_of(code)) for code, info in LANG_INFO.items() if "name_local" in info]
    return sorted(named, key=lambda one: one[1].casefold())


def name_of(language: str) -> str:
    name = str(LANG_INFO.get(language, {}).get("name_local", language))
    return name[:1].upper() + name[1:]


class Cue(NamedTuple):
    begins: int  # milliseconds
    ends: int
    text: str


@dataclass(frozen=True)
class Track:
    language: str
    label: str
    cues: list[Cue]

    @property
    def frozen(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def thawed(cls, kept: dict[str, Any]) -> Self:
        cues = [Cue(*cue) for cue in kept["cues"]]
        return cls(kept["language"], kept["label"], cues)


class Paragraph(NamedTuple):
    """Some of what is said, and the second at which it begins."""

    second: int
    text: str


def read(data: bytes) -> list[Cue]:
    """Raises BadCaptions."""
    if len(data) > LARGEST:
        raise BadCaptions(_("These captions are longer than those of a whole day would be."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BadCaptions(_("this is not text in UTF-8."), line) from error
    if "\0" in text:
        raise BadCaptions(_("this is no text."), text.split("\0")[0].count("\n") + 1)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    cues = sorted(cue for block in _blocks(lines) if (cue := _cue(*block)))
    if not cues:
        raise BadCaptions(_("There are no captions in this file. Send a WebVTT or SRT file."))
    return cues


def write(cues: Sequence[Cue]) -> str:
    """As WebVTT. What is escaped can neither end a cue nor begin a tag."""
    told = [
        f"{_clock(cue.begins)} --> {_clock(cue.ends)}\n{html.escape(cue.text, quote=False)}\n"
        for cue in cues
    ]
    return "\n".join(["WEBVTT\n", *told])


def paragraphs(cues: Sequence[Cue]) -> list[Paragraph]:
    """What is said, parted where there is a pause, or else at the end of a sentence."""
    parted: list[list[Cue]] = []
    length = 0
    for cue in cues:
        last = parted[-1][-1] if parted else None
        is_long = bool(last and length > _LONG and _ENDS.search(last.text))
        if last is None or is_long or cue.begins - last.ends > _PAUSE:
            parted.append([])
            length = 0
        parted[-1].append(cue)
        length += len(cue.text)
    return [
        Paragraph(part[0].begins // 1000, " ".join(cue.text.replace("\n", " ") for cue in part))
        for part in parted
    ]


def what_is_said(tracks: Sequence[Track]) -> str:
    """What is said, without times, in the language that is shown first."""
    return "\n\n".join(one.text for one in paragraphs(tracks[0].cues)) if tracks else ""


def with_track(tracks: Sequence[Track], track: Track, *, is_default: bool) -> list[Track]:
    """In its language's place; as the first if it is to be shown unless another is chosen."""
    languages = [one.language for one in tracks]
    others = [one for one in tracks if one.language != track.language]
    if len(others) >= MOST_TRACKS:
        raise TooManyCaptions
    known = track.language in languages
    at = 0 if is_default else languages.index(track.language) if known else len(others)
    return [*others[:at], track, *others[at:]]


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """What stands between empty lines, each with the number of its first line."""
    block: list[str] = []
    for number, line in enumerate([*lines, ""], start=1):
        if line.strip():
            block.append(line.strip())
        elif block:
            yield number - len(block), block
            block = []


def _cue(first: int, lines: list[str]) -> Cue | None:
    """None of what says nothing: the head of the file, a note, a style."""
    if re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]) and first == 1:
        return None
    if re.match(r"(?:NOTE|STYLE|REGION)\b", lines[0]) and "-->" not in lines[0]:
        return None
    at = 0 if "-->" in lines[0] else 1
    if len(lines) <= at or "-->" not in lines[at]:
        raise BadCaptions(_("a time is missing here, like 00:01.000 --> 00:04.000."), first)
    match = _TIMES.fullmatch(lines[at])
    if match is None:
        wanted = _("this is not a time like 00:01.000 --> 00:04.000.")
        raise BadCaptions(wanted, first + at)
    begins, ends = _moment(match.groups()[:4]), _moment(match.groups()[4:])
    if ends <= begins:
        raise BadCaptions(_("it ends before it begins."), first + at)
    words = (_plain(line) for line in lines[at + 1 :])
    text = "\n".join(line for line in words if line)
    return Cue(begins, ends, text) if text else None


def _plain(line: str) -> str:
    """Its words; who speaks is said before them."""
    named = _VOICE.sub(lambda found: f"{found[1].strip()}: ", line)
    return " ".join(html.unescape(_TAG.sub("", named)).split())


def _moment(parts: tuple[Any, ...]) -> int:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths


def _clock(moment: int) -> str:
    seconds, thousandths = divmod(moment, 1000)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour:02}:{minute:02}:{second:02}.{thousandths:03}"
