"""What kinds of file are taken, and which of them a file is: by its bytes."""

import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import BinaryIO

from core.uploads.errors import NotAVideo, NotTaken


@dataclass(frozen=True)
class Kind:
    name: str
    content_type: str
    endings: tuple[str, ...]
    """How its names may end; the first is given to a name that ends in another way."""
    is_picture: bool = False
    is_video: bool = False


PNG = Kind("png", "image/png", (".png",), is_picture=True)
JPEG = Kind("jpeg", "image/jpeg", (".jpg", ".jpeg"), is_picture=True)
GIF = Kind("gif", "image/gif", (".gif",), is_picture=True)
WEBP = Kind("webp", "image/webp", (".webp",), is_picture=True)
MP4 = Kind("mp4", "video/mp4", (".mp4", ".m4v"), is_video=True)
WEBM = Kind("webm", "video/webm", (".webm",), is_video=True)
PDF = Kind("pdf", "application/pdf", (".pdf",))
ZIP = Kind("zip", "application/zip", (".zip",))
_OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = Kind("docx", f"{_OFFICE}wordprocessingml.document", (".docx",))
XLSX = Kind("xlsx", f"{_OFFICE}spreadsheetml.sheet", (".xlsx",))
PPTX = Kind("pptx", f"{_OFFICE}presentationml.presentation", (".pptx",))
_OPEN = "application/vnd.oasis.opendocument."
ODT = Kind("odt", f"{_OPEN}text", (".odt",))
ODS = Kind("ods", f"{_OPEN}spreadsheet", (".ods",))
ODP = Kind("odp", f"{_OPEN}presentation", (".odp",))
# Bytes do not tell one text from another, so here the name is asked. It is all the same to a
# browser, which is told to keep either and to show neither.
CSV = Kind("csv", "text/csv", (".csv", ".tsv"))
MARKDOWN = Kind("markdown", "text/markdown", (".md", ".markdown"))
TEXT = Kind(
    "text",
    "text/plain",
    (".txt", ".log", ".json", ".yaml", ".yml", ".toml", ".ini", ".conf", ".sql", ".py", ".r"),
)

_PICTURES = (PNG, JPEG, GIF, WEBP)
_DOCUMENTS = (PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, CSV, MARKDOWN, TEXT, ZIP)
_VIDEOS = (MP4, WEBM)  # taken where a video is asked for, and not with a text
KINDS = {kind.name: kind for kind in _PICTURES + _DOCUMENTS + _VIDEOS}
NAMES = tuple(KINDS)

_BEGINNINGS = {
    PNG: re.compile(rb"\x89PNG\r\n\x1a\n"),
    JPEG: re.compile(rb"\xff\xd8\xff"),
    GIF: re.compile(rb"GIF8[79]a"),
    WEBP: re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
    PDF: re.compile(rb"%PDF-\d"),
    ZIP: re.compile(rb"PK\x03\x04"),
}
_VIDEO_BEGINNINGS = {
    # An MP4 says first for which players it is meant: HEIC pictures and QuickTime begin alike.
    MP4: re.compile(
        rb".{4}ftyp(?:isom|iso[2-9]|mp4[12]|avc1|M4V[ HP]|MSNV|dash|mmp4|f4v )", re.DOTALL
    ),
    WEBM: re.compile(rb"\x1aE\xdf\xa3.{1,60}?\x42\x82.webm", re.DOTALL),
}
_MAIN_PARTS = {DOCX: "word/document.xml", XLSX: "xl/workbook.xml", PPTX: "ppt/presentation.xml"}
# An open document says what it is in its first part, which is stored as it is.
_OPEN_DOCUMENTS = {ODT, ODS, ODP}
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<[!?/a-z]", re.IGNORECASE)


@cache
def endings() -> str:
    """What a chooser of files should offer. Without HEIC in it a phone sends a JPEG instead."""
    return _endings_of(_PICTURES + _DOCUMENTS)


@cache
def video_endings() -> str:
    return _endings_of(_VIDEOS)


def _endings_of(kinds: Iterable[Kind]) -> str:
    return ",".join(ending for kind in kinds for ending in kind.endings)


def kind_of(file: BinaryIO, name: str) -> Kind:
    """The kind of a file that is open at its beginning. Raises NotTaken."""
    file.seek(0)
    head = file.read(256)
    for kind, beginning in _BEGINNINGS.items():
        if beginning.match(head):
            return _kind_of_archive(file, head) if kind is ZIP else kind
    return _kind_of_text(file, name)


def video_of(file: BinaryIO) -> Kind:
    """The kind of a video that is open at its beginning. Raises NotAVideo."""
    file.seek(0)
    head = file.read(256)
    for kind, beginning in _VIDEO_BEGINNINGS.items():
        if beginning.match(head):
            return kind
    raise NotAVideo


def _kind_of_archive(file: BinaryIO, head: bytes) -> Kind:
    """Only its table of contents is read; nothing in it is ever unpacked here."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise NotTaken from error
    if any(part.lower().endswith("vbaproject.bin") for part in parts):
        raise NotTaken
    for kind in _OPEN_DOCUMENTS:
        if head[30:].startswith(b"mimetype" + kind.content_type.encode()):
            return kind
    return next((kind for kind, part in _MAIN_PARTS.items() if part in parts), ZIP)


def _kind_of_text(file: BinaryIO, name: str) -> Kind:
    file.seek(0)
    if any(_CONTROL.search(chunk) for chunk in _chunks(file)):
        raise NotTaken
    file.seek(0)
    if _MARKUP.match(file.read(4096)):  # HTML and SVG can carry script
        raise NotTaken
    ending = "." + name.lower().rpartition(".")[2]
    return next((kind for kind in (CSV, MARKDOWN) if ending in kind.endings), TEXT)


def _chunks(file: BinaryIO) -> Iterable[bytes]:
    return iter(lambda: file.read(64 * 1024), b"")
