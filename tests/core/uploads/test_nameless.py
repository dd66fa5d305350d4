"""Documents without what their properties say of who made them."""

import zipfile
from io import BytesIO

import pikepdf
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


def printed(**how) -> BytesIO:
    """A PDF that says who made it, in all its ways."""
    made = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(200, 200))
        pdf.docinfo["/Author"] = CANARY
        with pdf.open_metadata() as xmp:
            xmp["dc:creator"] = [CANARY]
        page = pdf.pages[0].obj
        page["/PieceInfo"] = pikepdf.Dictionary(X=pikepdf.Dictionary(Private=CANARY))
        said = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, T=CANARY, Contents="Six plots."
        )
        page["/Annots"] = pikepdf.Array([pdf.make_indirect(said)])
        plain = {"compress_streams": False, "object_stream_mode": pikepdf.ObjectStreamMode.disable}
        pdf.save(made, **plain | how)
    made.seek(0)
    return made


def test_a_pdf_says_nothing_of_its_author_and_still_what_it_says():
    file = printed()
    assert file.getvalue().count(CANARY.encode()) >= 4
    now = nameless(file, "pdf")
    with pikepdf.open(BytesIO(now)) as pdf:
        pdf.save(plain := BytesIO(), stream_decode_level=pikepdf.StreamDecodeLevel.all)
        assert len(pdf.pages) == 1
        assert str(pdf.pages[0].obj["/Annots"][0]["/Contents"]) == "Six plots."
    for content in (now, plain.getvalue()):
        assert b"Whimbrel" not in content


@pytest.mark.parametrize(
    "file",
    [
        printed(encryption=pikepdf.Encryption(owner="o", user="")),
        printed(encryption=pikepdf.Encryption(owner="o", user="u")),
        BytesIO(b"%PDF-1.7\nnothing of one"),
    ],
    ids=["closed to changes", "with a password", "broken"],
)
def test_a_pdf_that_is_locked_or_broken_is_not_handed_on(file):
    with pytest.raises(Sealed):
        nameless(file, "pdf")


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
