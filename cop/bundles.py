"""What a page loads in one request each: its stylesheet and its script.

Their parts stay one file for each component under ``static/``, and nothing is built by hand: a
bundle is put together when it is asked for and a part is newer, and ``collectstatic`` collects it
like any other file. Addresses inside a bundle are relative, so a bundle lies as deep as its parts.
"""

import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

STATIC = settings.BASE_DIR / "static"
BUILT = settings.VAR_DIR / "bundles"

IMPORT = re.compile(r'@import url\("(?P<part>[^"]+)"\) layer\((?P<layer>\w+)\);')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# Lines of a script that are for who reads its source; a comment that shares a line is sent.
REMARK = re.compile(r"^[ \t]*(?://.*|/\*(?s:.*?)\*/[ \t]*)\n", re.MULTILINE)
INDENT = re.compile(r"\n\s*")


class Stylesheet:
    """A file of imports into cascade layers, with the imports written out."""

    def __init__(self, entry: str) -> None:
        self.entry = STATIC / entry

    def parts(self) -> list[Path]:
        imports = IMPORT.finditer(self.entry.read_text())
        return [self.entry, *(self.entry.parent / found["part"] for found in imports)]

    def text(self) -> str:
        written_out = IMPORT.sub(self._layer, self.entry.read_text())
        return INDENT.sub("\n", COMMENT.sub("", written_out)).lstrip()

    def _layer(self, found: re.Match[str]) -> str:
        part = (self.entry.parent / found["part"]).read_text()
        return f"@layer {found['layer']} {{\n{part}}}"


class Script:
    """Files that run one after the other."""

    def __init__(self, *files: str) -> None:
        self.files = [STATIC / name for name in files]

    def parts(self) -> list[Path]:
        return self.files

    def text(self) -> str:
        return "\n;\n".join(self._sent(path).strip() for path in self.files) + "\n"

    def _sent(self, path: Path) -> str:
        text = path.read_text()
        if STATIC / "vendor" in path.parents:
            return text
        text = REMARK.sub("", text)
        return text if _spans_lines(text) else INDENT.sub("\n", text)


def _spans_lines(script: str) -> bool:
    """Whether a template literal may go on in the next line, with blanks that it shows."""
    return any(line.count("`") % 2 for line in script.splitlines())


class Module(Script):
    """Files that share a scope of their own, as if they were one; the last of them begins."""

    def text(self) -> str:
        return f'(() => {{\n"use strict";\n{super().text()}}})();\n'


BUNDLES: dict[str, Stylesheet | Script] = {
    "bundle/guildhall.css": Stylesheet("css/guildhall.css"),
    "bundle/guildhall.js": Script(
        "vendor/htmx/htmx.min.js", "js/guildhall.js", "js/keys.js", "js/search.js"
    ),
    "bundle/editor.js": Module(
        "js/editor/insert.js",
        "js/editor/preview.js",
        "js/editor/mentions.js",
        "js/editor/tags.js",
        "js/editor/uploads.js",
        "js/editor/template.js",
        "js/editor/drafts.js",
        "js/editor/editor.js",
    ),
}


class BundleFinder(BaseFinder):
    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002
        found = str(built(path)) if path in BUNDLES else None
        return [found] if find_all and found else found or []

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, Storage]]:
        storage = FileSystemStorage(location=BUILT)
        for name in BUNDLES:
            built(name)
            yield name, storage


def built(name: str) -> Path:
    """The bundle's file, put together again if a part changed, or how it is put together."""
    bundle, target = BUNDLES[name], BUILT / name
    newest = max(part.stat().st_mtime for part in [Path(__file__), *bundle.parts()])
    if not target.exists() or target.stat().st_mtime < newest:
        _write(target, bundle.text)
    return target


def _write(target: Path, text: Callable[[], str]) -> None:
    """Whole or not at all: another process may be reading it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=target.parent, delete=False) as file:
        file.write(text())
    Path(file.name).chmod(0o644)
    Path(file.name).replace(target)
