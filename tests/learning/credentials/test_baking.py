import io
import zlib

import pytest
from PIL import Image

from learning.credentials.baking import png, svg
from learning.credentials.errors import BadCredential
from tests.learning.credentials.making import SVG, chunk, embedded, token
from tests.learning.credentials.making import png as picture

KEYWORD = b"openbadgecredential"


def itxt(text, flags=b"\0\0"):
    return b"iTXt", KEYWORD + b"\0" + flags + b"\0\0" + text


@pytest.mark.parametrize("credential", [embedded, token])
def test_a_png_carries_the_badge_and_is_still_the_picture(credential):
    baked = png.bake(picture(), credential())

    assert png.unbake(baked) == credential()
    opened = Image.open(io.BytesIO(baked))
    opened.load()
    assert opened.info["openbadgecredential"] == credential()


def test_a_png_is_baked_in_one_uncompressed_chunk():
    baked = png.bake(picture(), "a.b.c")

    assert baked.count(chunk(*itxt(b"a.b.c"))) == 1


def test_another_badge_takes_the_place_of_the_first_in_a_png():
    other = (b"tEXt", b"Title\0Mentor")
    baked = png.bake(png.bake(picture(other), "a.b.c"), "d.e.f")

    assert png.unbake(baked) == "d.e.f"
    assert baked.count(KEYWORD) == 1
    assert chunk(*other) in baked


def test_a_badge_is_replaced_however_it_stood_there():
    compressed = (b"zTXt", KEYWORD + b"\0\0" + zlib.compress(b"x"))

    assert png.bake(picture(compressed), "a.b.c").count(KEYWORD) == 1


@pytest.mark.parametrize(
    ("chunks", "words"),
    [
        ([], "carries no badge"),
        ([itxt(b"a"), itxt(b"b")], "more than one"),
        ([itxt(zlib.compress(b"{" * 5_000_000), b"\1\0")], "compressed"),
        ([(b"zTXt", KEYWORD + b"\0\0" + zlib.compress(b"{" * 5_000_000))], "compressed"),
        ([itxt(b"\xff\xfe")], "no text"),
        ([(b"iTXt", KEYWORD + b"\0")], "compressed"),
        ([(b"iTXt", b"openbadges\0\0\0\0\0{}")], "Open Badges 2"),
    ],
)
def test_other_pngs_are_refused(chunks, words):
    with pytest.raises(BadCredential, match=words):
        png.unbake(picture(*chunks))


def test_damaged_pngs_are_refused():
    whole = png.bake(picture(), "a.b.c")
    for damaged in (
        b"",
        b"GIF89a",
        *(whole[:length] for length in range(len(whole))),
        whole.replace(b"a.b.c", b"a.b.d"),
        whole[:8] + b"\xff\xff\xff\xff" + whole[12:],
        whole[:8] + chunk(b"IDAT", b"") + whole[8:],
    ):
        with pytest.raises(BadCredential):
            png.unbake(damaged)
        with pytest.raises(BadCredential):
            png.bake(damaged, "a.b.c")


@pytest.mark.parametrize("credential", [embedded, token])
def test_an_svg_carries_the_badge(credential):
    assert svg.unbake(svg.bake(SVG, credential())).replace("\\u003e", ">") == credential()


def test_an_svg_is_baked_as_the_standard_shows():
    around = svg.bake(SVG, "a.b.c").decode()
    inside = svg.bake(SVG, '{"a":"<]]>"}').decode()

    assert 'xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"' in around
    assert '><openbadges:credential verify="a.b.c"/><title>' in around
    assert '<openbadges:credential><![CDATA[{"a":"<]]\\u003e"}]]></openbadges:credential>' in inside


def test_another_badge_takes_the_place_of_the_first_in_an_svg():
    twice = svg.bake(svg.bake(SVG, "a.b.c"), '{"a":1}')

    assert svg.unbake(twice) == '{"a":1}'
    assert twice.count(b"<openbadges:credential") == 1


def test_what_an_svg_shows_stays():
    drawing = SVG.replace(b"<title>", b"\n  <!-- loom --> a <title>")
    baked = svg.bake(svg.bake(drawing, "a.b.c"), "d.e.f")

    assert b"<!-- loom --> a <title>Mentor</title>" in baked
    assert b'viewBox="0 0 8 8"' in baked


BODY = SVG.partition(b"?>")[2]
ENTITIES = b'<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">%s]>'


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"<svg",
        b"<svg/>",
        b'<html xmlns="http://www.w3.org/1999/xhtml"/>',
        ENTITIES % b"" + BODY.replace(b"Mentor", b"&b;"),
        ENTITIES % b'<!ENTITY c SYSTEM "file:///etc/passwd">' + BODY.replace(b"Mentor", b"&c;"),
        b'<!DOCTYPE svg [<!ENTITY % p SYSTEM "https://elsewhere.example/">%p;]>' + BODY,
        b'<?xml version="1.0" encoding="nonsense"?>' + BODY,
        SVG.replace(b"Mentor", b"\0"),
    ],
)  # fmt: skip
def test_other_svgs_are_refused(bad):
    assert svg.unbake(svg.bake(SVG, "a.b.c")) == "a.b.c"

    with pytest.raises(BadCredential):
        svg.unbake(bad)
    with pytest.raises(BadCredential):
        svg.bake(bad, "a.b.c")


def test_an_svg_with_two_badges_or_none_is_refused():
    once = svg.bake(SVG, "a.b.c")
    element = b'<openbadges:credential verify="a.b.c"/>'

    for bad in (SVG, once.replace(element, element * 2)):
        with pytest.raises(BadCredential):
            svg.unbake(bad)


def test_a_doctype_that_defines_nothing_is_let_through():
    doctype = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    drawing = SVG.replace(b"?>\n", b"?>\n" + doctype)

    assert svg.unbake(svg.bake(drawing, "a.b.c")) == "a.b.c"


def test_deep_svgs_do_not_break_the_reader():
    deep = SVG.replace(b"<title>", b"<g>" * 5000 + b"</g>" * 5000 + b"<title>")

    with pytest.raises(BadCredential):
        svg.bake(deep, "a.b.c")
