"""What holds for every template, read as text: the policy allows nothing inline."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TEMPLATES = settings.BASE_DIR / "templates"
PAGES = [path for path in sorted(TEMPLATES.rglob("*.html")) if "emails" not in path.parts]
SPRITE = (settings.BASE_DIR / "static" / "icons.svg").read_text()
SYMBOLS = set(re.findall(r'<symbol id="([ih]-[\w-]+)"', SPRITE))

FORBIDDEN = {
    "a style attribute": re.compile(r"<[^>]*\sstyle="),
    "a style element": re.compile(r"<style\b"),
    "an event handler": re.compile(r"<[a-z][^>]*\son[a-z]+="),
    "a script inside the page": re.compile(r"<script(?![^>]*\ssrc=)(?![^>]*application/ld\+json)"),
    "a script of htmx": re.compile(r"hx-on|hx-vals=.js:"),
    "another host": re.compile(r"(?:src|action)=[\"']https?:"),
    "a data address": re.compile(r"(?:src|href)=[\"']data:"),
}


def test_there_are_templates_to_read():
    assert len(PAGES) > 20


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_page_holds(what):
    found = [
        f"{path.relative_to(TEMPLATES)}: {match[0]}"
        for path in PAGES
        for match in FORBIDDEN[what].finditer(path.read_text())
    ]

    assert found == []


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("a style attribute", '<p class="x" style="color: red">'),
        ("an event handler", '<button type="button" onclick="x()">'),
        ("a script inside the page", "<script>x()</script>"),
        ("a script inside the page", '<script type="module">x()</script>'),
        ("another host", '<img src="https://example.org/x.png">'),
    ],
)
def test_what_is_forbidden_would_be_found(what, line):
    assert FORBIDDEN[what].search(line)


def test_every_icon_named_is_in_the_sprite():
    sources = [*PAGES, *Path(settings.BASE_DIR).glob("*/*.py"), *settings.BASE_DIR.glob("*/*/*.py")]
    named = {
        f"i-{name}"
        for path in sources
        if ".venv" not in path.parts and "tests" not in path.parts
        for name in re.findall(r"""\bicon\(\s*["']([\w-]+)["']""", path.read_text())
    }

    assert "i-bell" in named
    assert named - SYMBOLS == set()
