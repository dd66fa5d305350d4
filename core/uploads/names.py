"""What a file is called: fit for an address, a header, and the disk of whoever fetches it."""

import re
import unicodedata

from django.utils.translation import gettext

from core.uploads.kinds import Kind

MOST_LETTERS = 80

# Not letters: control characters, marks that turn the direction of writing around, halves.
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_AT_NO_END = " .-~_"
_SPACE = re.compile(r"\s+")
_UNFIT = re.compile(r'["*/:<>?|\\\[\]%#`]')
_NUMBERED = re.compile(
    r"(?:img|(?:whatsapp )?image|dsc[nf]?|pxl|photo|picture|screen ?shot|unnamed|clipboard)?"
    r"[\d\s.]*(?:(?:at|from)[\d\s.]*)?",
    re.IGNORECASE,
)


def safe_name(sent: str, kind: Kind) -> str:
    """The name as it was sent, as far as it is one; it ends as its kind does, whatever it says."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", sent))[-1]
    seen = "".join(" " if char.isspace() else char for char in last)
    seen = "".join(char for char in seen if unicodedata.category(char) not in _UNSEEN)
    plain = _SPACE.sub(" ", _UNFIT.sub("", seen))
    stem, dot, ending = plain.rpartition(".")
    ending = f".{ending.lower()}"
    if not dot or not stem.strip(_AT_NO_END):
        stem = plain
    if ending not in kind.endings:
        ending = kind.endings[0]
    stem = stem[:MOST_LETTERS].strip(_AT_NO_END)
    return f"{stem or _nameless(kind)}{ending}"


def words_of(name: str) -> str:
    """What a picture's name says of it; a camera's or a clipboard's says nothing."""
    stem = re.sub(r"[\s_\-]+", " ", name.rpartition(".")[0]).strip()
    return gettext("picture") if _NUMBERED.fullmatch(stem) else stem


def _nameless(kind: Kind) -> str:
    return gettext("picture") if kind.is_picture else gettext("file")
