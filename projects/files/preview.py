"""What can be shown of a file without fetching it: pictures, and texts as far as they are short."""

import csv
from collections.abc import Callable
from dataclasses import dataclass, field
from io import StringIO

from core import markdown
from core.models import Upload
from core.uploads import storing
from core.uploads.kinds import CSV, MARKDOWN, TEXT

MOST = 200_000  # bytes that are read
MOST_ROWS, MOST_COLUMNS = 200, 30


@dataclass(frozen=True)
class Preview:
    """One of these is filled, or none: then there is only its icon to show."""

    picture: Upload | None = None
    html: str = ""
    rows: list[list[str]] = field(default_factory=list)
    text: str = ""
    is_cut: bool = False  # there is more in it than is shown


NOTHING = Preview()


def preview_of(upload: Upload | None) -> Preview:
    if upload and upload.is_picture:
        return Preview(picture=upload)
    if upload is None or upload.kind not in SHOWN:
        return NOTHING
    try:
        text, is_cut = beginning_of(upload)
    except FileNotFoundError:
        return NOTHING
    return SHOWN[upload.kind](text, is_cut=is_cut)


def _text(text: str, *, is_cut: bool) -> Preview:
    return Preview(text=text, is_cut=is_cut)


def _table(text: str, *, is_cut: bool) -> Preview:
    rows = _rows(text)
    if not rows:
        return _text(text, is_cut=is_cut)
    return Preview(rows=rows[:MOST_ROWS], is_cut=is_cut or len(rows) > MOST_ROWS)


def _page(text: str, *, is_cut: bool) -> Preview:
    """Nobody in particular has written it, so it names nobody and shows no file of the site."""
    document = markdown.parse(text[: markdown.MAX_LENGTH])
    return Preview(html=document.html({}, {}), is_cut=is_cut or len(text) > markdown.MAX_LENGTH)


SHOWN: dict[str, Callable[..., Preview]] = {
    TEXT.name: _text,
    CSV.name: _table,
    MARKDOWN.name: _page,
}


def beginning_of(upload: Upload, most: int = MOST) -> tuple[str, bool]:
    """Its first bytes as text, and whether there are more. Raises FileNotFoundError."""
    with storing.read(upload.stored_as) as stored:
        read = stored.read(most)
    return read.decode("utf-8-sig", errors="replace"), upload.size > len(read)


def _rows(text: str) -> list[list[str]]:
    """Of a table, whatever stands between its cells; none if it is no table after all."""
    first = text.partition("\n")[0]
    between = max("\t;,|", key=first.count)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=between):
            rows.append(row[:MOST_COLUMNS])
            if len(rows) > MOST_ROWS:
                break
    except csv.Error:
        return []
    return rows
