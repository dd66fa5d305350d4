"""Documents without what says inside of them who made them: their properties.

Of an office document everything else is as it was. A PDF is written anew: without its information
and XMP, also those of what is in it, and without the names at its comments. What is said in the
document itself, as in comments and changes that are kept, is part of what its author sends.
"""

import zipfile
import zlib
from io import BytesIO
from typing import BinaryIO

import pikepdf
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
KINDS = OFFICE | OPEN | {"pdf"}
# Of which PDFs say whose they are; what is filled in has its own name there.
COMMENTS = {
    *("/Text", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Highlight"),
    *("/Underline", "/Squiggly", "/StrikeOut", "/Stamp", "/Caret", "/Ink", "/FileAttachment"),
    *("/Sound", "/Redact"),
}
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
    if kind == "pdf":
        return _nameless_pdf(file)
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


def _nameless_pdf(file: BinaryIO) -> bytes:
    made = BytesIO()
    try:
        with pikepdf.open(file) as pdf:
            if pdf.is_encrypted:  # written anew, it would be open
                raise Sealed
            if "/Info" in pdf.trailer:
                del pdf.trailer["/Info"]
            for thing in pdf.objects:
                _forget(thing)
            pdf.save(made)
    except (
        pikepdf.PdfError,
        pikepdf.PasswordError,
        pikepdf.DataDecodingError,
        ValueError,
    ) as error:
        raise Sealed from error
    return made.getvalue()


def _forget(thing: pikepdf.Object) -> None:
    """What may say who made it: XMP, what programs keep for themselves, whose a comment is."""
    if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        return
    names = ["/Metadata", "/PieceInfo"]
    if thing.get("/Subtype") in COMMENTS:
        names.append("/T")
    for name in names:
        if name in thing:
            del thing[name]


def _blank_parts(document: zipfile.ZipFile, kind: str) -> dict[str, str]:
    if kind in OPEN:
        return {"meta.xml": _BLANK_META}
    blank = {}
    for relation in ElementTree.fromstring(document.read(RELATIONS)):
        of_kind = relation.get("Type", "").rpartition("/")[2]
        if of_kind in _BLANK:
            blank[relation.get("Target", "").lstrip("/")] = _BLANK[of_kind]
    return blank
