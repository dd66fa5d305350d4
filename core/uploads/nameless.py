"""Office documents without what says inside of them who made them: their properties.

Everything else in them is as it was. What is said in the document itself, as in comments and
changes that are kept, is part of what its author sends.
"""

import zipfile
import zlib
from io import BytesIO
from typing import BinaryIO

from defusedxml import DefusedXmlException, ElementTree

MOST_UNPACKED = 200 * 2**20
RELATIONS = "_rels/.rels"  # says which parts of a document are its properties
_OFFICE = "http://schemas.openxmlformats.org"
# By what a relation to such a part is called at its end; each with nothing in it.
_BLANK = {
    "core-properties": f'<coreProperties xmlns="{_OFFICE}/package/2006/metadata/core-properties"/>',
    "extended-properties": (
        f'<Properties xmlns="{_OFFICE}/officeDocument/2006/extended-properties"/>'
    ),
    "custom-properties": f'<Properties xmlns="{_OFFICE}/officeDocument/2006/custom-properties"/>',
}
_OPEN = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_BLANK_META = (
    f'<office:document-meta xmlns:office="{_OPEN}" office:version="1.2"><office:meta/>'
    "</office:document-meta>"
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

OFFICE, OPEN = frozenset({"docx", "xlsx", "pptx"}), frozenset({"odt", "ods", "odp"})
KINDS = OFFICE | OPEN
_BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    DefusedXmlException,
    ElementTree.ParseError,
    EOFError,
    KeyError,
    NotImplementedError,
    RuntimeError,  # it has a password
    UnicodeDecodeError,
    ValueError,
    zlib.error,
)


class Sealed(Exception):
    """It cannot be read, and so nothing can be taken out of it."""


def nameless(file: BinaryIO, kind: str) -> bytes:
    """Of one of `KINDS`. Raises Sealed."""
    made = BytesIO()
    try:
        with zipfile.ZipFile(file) as was, zipfile.ZipFile(made, "w") as now:
            if sum(part.file_size for part in was.infolist()) > MOST_UNPACKED:
                raise Sealed
            blank = _blank_parts(was, kind)
            for part in was.infolist():
                content = blank.get(part.filename)
                now.writestr(part, was.read(part) if content is None else _HEAD + content)
    except _BROKEN as error:
        raise Sealed from error
    return made.getvalue()


def _blank_parts(document: zipfile.ZipFile, kind: str) -> dict[str, str]:
    if kind in OPEN:
        return {"meta.xml": _BLANK_META}
    blank = {}
    for relation in ElementTree.fromstring(document.read(RELATIONS)):
        of_kind = relation.get("Type", "").rpartition("/")[2]
        if of_kind in _BLANK:
            blank[relation.get("Target", "").lstrip("/")] = _BLANK[of_kind]
    return blank
