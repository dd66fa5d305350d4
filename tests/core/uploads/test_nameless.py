"""Documents without what their properties say of who made them."""

import zipfile
from io import BytesIO

import pytest

from core.uploads.kinds import kind_of
from core.uploads.nameless import Sealed, nameless

CANARY = "Whimbrel Canary"
TEXT = f"<w:document>What {CANARY} hands in.</w:document>".encode()
OFFICE = "http://schemas.openxmlformats.org"
RELATIONS = "".join(
    f'<Relationship Id="r{n}" Type="{OFFICE}/x/{of}" Target="{where}"/>'
    for n, (of, where) in enumerate(
        [
            ("officeDocument", "word/document.xml"),
            ("core-properties", "/docProps/core7.xml"),  # as some programs call it
            ("extended-properties", "docProps/app.xml"),
            ("custom-properties", "docProps/custom.xml"),
        ]
    )
)


def packed(parts: dict[str, bytes]) -> BytesIO:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts.items():
            stored = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, stored)
    made.seek(0)
    return made


def office() -> dict[str, bytes]:
    named = f"<x>{CANARY}</x>".encode()
    return {
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": f"<Relationships>{RELATIONS}</Relationships>".encode(),
        "docProps/core7.xml": named,
        "docProps/app.xml": named,
        "docProps/custom.xml": named,
        "word/document.xml": TEXT,
    }


def open_document() -> dict[str, bytes]:
    kind = b"application/vnd.oasis.opendocument.text"
    named = f"<x>{CANARY}</x>".encode()
    return {"mimetype": kind, "content.xml": TEXT, "meta.xml": named}


@pytest.mark.parametrize(("made", "kind"), [(office, "docx"), (open_document, "odt")])
def test_properties_are_blank_and_all_else_is_as_it_was(made, kind):
    was = made()
    now = nameless(packed(was), kind)
    assert kind_of(BytesIO(now), "x").name == kind  # programs know it by its parts and their order
    with zipfile.ZipFile(BytesIO(now)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert list(parts) == list(was)
    changed = {name for name, content in parts.items() if content != was[name]}
    assert changed == {name for name in was if name.startswith(("docProps", "meta"))}
    assert not any(CANARY.encode() in parts[name] for name in changed)


def locked() -> BytesIO:
    """Its first part says that it has a password."""
    file = packed(office())
    content = bytearray(file.getvalue())
    for head, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(head) + at] |= 1
    return BytesIO(bytes(content))


@pytest.mark.parametrize(
    "file",
    [
        locked(),
        BytesIO(packed(office()).getvalue()[:-30]),
        packed({"word/document.xml": TEXT}),
        packed(office() | {"_rels/.rels": b"<Relationships>"}),
        packed(office() | {"_rels/.rels": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}),
        packed(office() | {"word/bomb.xml": b"0" * (201 * 2**20)}),
    ],
    ids=["locked", "cut", "no relations", "broken", "entities", "unpacks without end"],
)
def test_what_cannot_be_read_is_not_handed_on(file):
    with pytest.raises(Sealed):
        nameless(file, "docx")
