import gzip
import os
import re

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from cop import bundles
from cop.bundles import BUNDLES, Module, Script, Stylesheet, built

STATIC = settings.BASE_DIR / "static"


@pytest.fixture
def workshop(tmp_path, monkeypatch):
    """A folder of static files, and one for what is built of them."""
    monkeypatch.setattr(bundles, "STATIC", tmp_path / "static")
    monkeypatch.setattr(bundles, "BUILT", tmp_path / "built")
    (tmp_path / "static").mkdir()
    return tmp_path


def packed(data: bytes) -> int:
    return len(gzip.compress(data, 6))


def weight(name: str) -> int:
    return packed(built(name).read_bytes())


def test_imports_are_written_out_into_their_layers(workshop):
    (workshop / "static/a.css").write_text("/* why */\n.a {\n  color: red;\n}\n")
    (workshop / "static/all.css").write_text('@layer one;\n\n@import url("a.css") layer(one);\n')

    text = Stylesheet("all.css").text()

    assert text == "@layer one;\n@layer one {\n.a {\ncolor: red;\n}\n}\n"


def test_files_of_a_script_do_not_run_into_each_other(workshop):
    (workshop / "static/a.js").write_text("var a = 1")
    (workshop / "static/b.js").write_text("(() => {})()")

    assert Script("a.js", "b.js").text() == "var a = 1\n;\n(() => {})()\n"
    assert Module("a.js").text().startswith('(() => {\n"use strict";\nvar a = 1')


def test_lines_that_are_only_comments_are_not_sent(workshop):
    source = "/* What it is\n   for. */\n  // why\nvar a = 'http://a'; // how\nvar b = `\n  c`;\n"
    (workshop / "static/a.js").write_text(source)

    assert Script("a.js").text() == "var a = 'http://a'; // how\nvar b = `\n  c`;\n"


def test_blanks_before_lines_are_not_sent_unless_one_may_be_shown(workshop):
    (workshop / "static/a.js").write_text("if (a) {\n  b(`c`);\n\n  d();\n}\n")

    assert Script("a.js").text() == "if (a) {\nb(`c`);\nd();\n}\n"


def test_a_bundle_is_put_together_again_when_a_part_is_newer(workshop, monkeypatch):
    part = workshop / "static/a.js"
    part.write_text("first")
    monkeypatch.setitem(bundles.BUNDLES, "bundle/a.js", Script("a.js"))
    assert built("bundle/a.js").read_text() == "first\n"

    part.write_text("second")
    newer = built("bundle/a.js").stat().st_mtime + 10
    os.utime(part, (newer, newer))

    assert built("bundle/a.js").read_text() == "second\n"


@pytest.mark.parametrize("name", BUNDLES)
def test_a_bundle_is_found_like_any_static_file(name):
    assert finders.find(name) == str(bundles.BUILT / name)


def test_what_is_no_bundle_is_left_to_the_other_finders():
    assert finders.find("icons.svg") == str(STATIC / "icons.svg")
    assert finders.find("bundle/nothing.css") is None


def test_each_file_of_the_design_system_is_in_its_bundle():
    parts = {part for bundle in BUNDLES.values() for part in bundle.parts()}
    written = {*STATIC.glob("css/components/*.css"), *STATIC.glob("js/editor/*.js")}

    assert written
    assert {str(path.relative_to(STATIC)) for path in written - parts} == set()


def test_what_a_stylesheet_points_to_is_there():
    text = built("bundle/guildhall.css").read_text()

    pointed = re.findall(r'url\("([^"]+)"\)', text)

    assert len(pointed) >= 5
    for address in pointed:
        assert (STATIC / "bundle" / address).resolve().is_file(), address


# The budgets of a first visit, packed as a proxy packs them.


def test_both_typefaces_of_a_page_are_sixty_kilobytes():
    romans = [STATIC / "fonts" / f"{name}.woff2" for name in ("commissioner", "literata")]

    assert sum(path.stat().st_size for path in romans) <= 60_000


def test_script_is_thirty_kilobytes_with_the_editor():
    assert weight("bundle/guildhall.js") + weight("bundle/editor.js") <= 30_000


def test_style_and_icons_are_small():
    assert weight("bundle/guildhall.css") <= 20_000
    assert packed((STATIC / "icons.svg").read_bytes()) <= 6_000


def test_the_shell_is_small():
    page = Client().get("/nowhere/")

    assert page.status_code == 404
    assert packed(page.content) <= 2_500


def test_htmx_is_the_version_that_its_folder_names():
    vendored = STATIC / "vendor" / "htmx"

    assert 'version:"2.0.11"' in (vendored / "htmx.min.js").read_text()
    assert "2.0.11" in (vendored / "README.md").read_text()
    assert (vendored / "LICENSE").is_file()
