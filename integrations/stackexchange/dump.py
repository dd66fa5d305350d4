"""The files of a dump, read row by row: what is in memory does not grow with the file."""

import hashlib
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from integrations.stackexchange.errors import CannotImport, DamagedDump

REQUIRED = ("Users", "Tags", "Posts", "Comments", "Votes")
OPTIONAL = ("PostHistory", "PostLinks", "Badges")
CHUNK = 1 << 16

Watch = Callable[[int], None]


@dataclass(frozen=True)
class Row:
    """One row of a file; its attributes are still the words that stand there."""

    line: int
    attributes: dict[str, str]


class Dump:
    """A folder with a site's XML files. Raises CannotImport where one is missing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if not folder.is_dir():
            raise CannotImport(f"There is no folder {folder}.")
        missing = [name for name in REQUIRED if not self.has(name)]
        if missing:
            names = ", ".join(f"{name}.xml" for name in missing)
            raise CannotImport(f"{folder} is no whole dump: it has no {names}.")

    @property
    def files(self) -> list[str]:
        return [name for name in (*REQUIRED, *OPTIONAL) if self.has(name)]

    @property
    def absent(self) -> list[str]:
        return [name for name in OPTIONAL if not self.has(name)]

    @property
    def fingerprint(self) -> str:
        """Differs when a file was exchanged, so that no run goes on with half of another dump."""
        facts = [(name, self.size(name), self.path(name).stat().st_mtime_ns) for name in self.files]
        return hashlib.blake2b(repr(facts).encode(), digest_size=16).hexdigest()

    def path(self, name: str) -> Path:
        return self.folder / f"{name}.xml"

    def has(self, name: str) -> bool:
        return self.path(name).is_file()

    def size(self, name: str) -> int:
        return self.path(name).stat().st_size

    def rows(self, name: str, watch: Watch = lambda _bytes: None) -> Generator[Row, None, None]:
        """The rows in their order; ``watch`` is told how many bytes were read. Raises DamagedDump.

        Entities and document types are refused: no dump has any, and a bomb is made of them.
        """
        file = f"{name}.xml"
        rows = _Rows()
        parser: Any = DefusedXMLParser(target=rows, forbid_dtd=True)
        rows.expat = parser.parser
        try:
            with self.path(name).open("rb") as stream:
                while chunk := stream.read(CHUNK):
                    parser.feed(chunk)
                    watch(len(chunk))
                    yield from rows.take()
            parser.close()
        except ParseError as error:
            line, _column = error.position
            if not rows.root:
                raise DamagedDump(file, "it is empty, or not XML.") from error
            last = rows.last_id
            raise DamagedDump(
                file, f"the XML breaks off or is damaged: {error}", line=line, key=last
            ) from error
        except DefusedXmlException as error:
            problem = "it declares a document type or entities, which no dump does."
            raise DamagedDump(file, problem, line=rows.line) from error
        except ValueError as error:  # an encoding that the parser does not know
            raise DamagedDump(file, str(error)) from error
        if rows.root.lower() != name.lower():
            raise DamagedDump(file, f"it should hold <{name.lower()}>, and holds <{rows.root}>.")


class _Rows:
    """Collects what the parser meets: no tree is built."""

    def __init__(self) -> None:
        self.root = ""
        self.last_id: str | None = None
        self.expat: Any = None
        self._met: list[Row] = []

    @property
    def line(self) -> int:
        return int(self.expat.CurrentLineNumber)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.root = self.root or tag
        if tag == "row":
            self.last_id = attributes.get("Id")
            self._met.append(Row(self.line, attributes))

    def take(self) -> list[Row]:
        met, self._met = self._met, []
        return met

    def end(self, tag: str) -> None:
        """Part of what the parser asks of its target."""

    def data(self, text: str) -> None:
        """Part of what the parser asks of its target: rows have attributes alone."""

    def close(self) -> None:
        """Part of what the parser asks of its target."""
