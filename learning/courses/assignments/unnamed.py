"""A work as its reviewers see it: its files by no name, since names tell whose they are.

What a text or a file says of its author is their own to leave out; pictures were drawn anew when
they were sent, and keep nothing of camera or place.
"""

from collections.abc import Sequence

from core import markdown
from core.models import Upload
from core.uploads.names import words_of


def unnamed(text: str, uploads: Sequence[Upload]) -> str:
    """The HTML of a text with its files at `place_of`."""
    sizes = {}
    for nth, upload in enumerate(uploads, start=1):
        name = name_of(upload, nth)
        text = text.replace(upload.address, place_of(upload, nth))
        text = text.replace(upload.name, name)
        if words := words_of(upload.name):
            text = text.replace(f"[{words}]", f"[{words_of(name)}]")
        if upload.width and upload.height:
            sizes[place_of(upload, nth)] = (upload.width, upload.height)
    return markdown.parse(text).html(sizes=sizes)


def name_of(upload: Upload, nth: int) -> str:
    return f"file-{nth}{upload.traits.endings[0]}"


def place_of(upload: Upload, nth: int) -> str:
    """Stands in the HTML that is kept, for the address that each reviewer has for it."""
    return f"/uploads/{upload.key}/{name_of(upload, nth)}"


def at(html: str, uploads: Sequence[Upload], address: str) -> str:
    """With the addresses of one reviewer, below that of their review."""
    for nth, upload in enumerate(uploads, start=1):
        html = html.replace(place_of(upload, nth), f"{address}files/{nth}/")
    return html
