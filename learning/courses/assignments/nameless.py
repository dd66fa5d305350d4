"""Files of works without what their properties say of their author."""

from collections.abc import Iterable
from contextlib import suppress
from typing import BinaryIO, cast

from core.models import Upload
from core.uploads import storing
from core.uploads.nameless import KINDS, Sealed, nameless
from learning.courses.errors import NamesItsAuthor


def can_name(upload: Upload) -> bool:
    return upload.kind in KINDS


def without_name(upload: Upload, file: BinaryIO) -> bytes:
    """Raises NamesItsAuthor."""
    try:
        return nameless(file, upload.kind)
    except Sealed as sealed:
        raise NamesItsAuthor(upload.name) from sealed


def ensure_nameless(uploads: Iterable[Upload]) -> None:
    """Before they are handed in, so that whoever sent them can mend them. Raises NamesItsAuthor."""
    for upload in filter(can_name, uploads):
        with suppress(FileNotFoundError), storing.read(upload.stored_as) as file:
            without_name(upload, cast(BinaryIO, file))  # as far as reading goes
