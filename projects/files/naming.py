"""What files and folders are called: fit for the disk of whoever unpacks them."""

import re
import unicodedata
from collections.abc import Container

MOST_LETTERS = 80
_UNFIT = re.compile(r'["*/:<>?|\\\x00-\x1f\x7f]')
_NUMBER = re.compile(r" \(\d+\)$")


def folder_name(typed: str) -> str:
    """Empty if nothing is left of it: "..", for one."""
    seen = "".join(
        c for c in unicodedata.normalize("NFC", typed) if unicodedata.category(c) != "Cf"
    )
    return " ".join(_UNFIT.sub(" ", seen).split()).strip(" .~")[:MOST_LETTERS].strip()


def free_name(name: str, taken: Container[str]) -> str:
    """The name, or with the first number behind it that nothing else has; case does not count."""
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = name, ""
    stem, number, found = _NUMBER.sub("", stem), 1, name
    while found.lower() in taken:
        number += 1
        found = f"{stem} ({number}){dot}{ending}"
    return found
