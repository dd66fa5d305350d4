import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cached_property
from html import unescape
from pathlib import Path

KEPT = 500
FILLER = "\N{COMBINING GRAPHEME JOINER}"  # with spaces, it keeps what follows out of the preview
PREVIEW = re.compile(r'class="preheader"[^>]*>([^<&]*)')


@dataclass(frozen=True)
class Mail:
    """A mail as the sink took it, in a file named after the nanosecond it came."""

    path: Path

    @property
    def pk(self) -> int:
        return int(self.path.stem)

    @property
    def came_at(self) -> datetime:
        return datetime.fromtimestamp(self.pk / 1e9, tz=UTC)

    @cached_property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.path.read_bytes(), policy=policy.default)

    @property
    def subject(self) -> str:
        return str(self.message["subject"] or "")

    @property
    def sender(self) -> str:
        return str(self.message["from"] or "")

    @property
    def recipient(self) -> str:
        return str(self.message["to"] or "")

    @property
    def headers(self) -> list[tuple[str, str]]:
        return [(name, str(value)) for name, value in self.message.items()]

    @property
    def source(self) -> str:
        """Byte for byte as it came, as far as it is text."""
        return self.path.read_bytes().decode(errors="replace").replace("\r\n", "\n")

    @property
    def size(self) -> int:
        return self.path.stat().st_size

    @property
    def preview(self) -> str:
        """What a list of mails would show of it below its subject."""
        found = PREVIEW.search(self.html or "")
        return " ".join(unescape(found[1]).replace(FILLER, "").split()) if found else ""

    def is_to(self, words: str) -> bool:
        recipients = f"{self.recipient} {self.message['X-Envelope-To'] or ''}".lower()
        return words.lower() in recipients

    @property
    def text(self) -> str | None:
        return self._body("plain")

    @property
    def html(self) -> str | None:
        return self._body("html")

    def _body(self, kind: str) -> str | None:
        part = self.message.get_body((kind,))
        return None if part is None else part.get_content()


class Mailbox:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __iter__(self) -> Iterator[Mail]:
        """The newest first."""
        paths = sorted(self.folder.glob("*.eml"), key=lambda path: int(path.stem), reverse=True)
        return map(Mail, paths)

    def find(self, pk: int) -> Mail | None:
        path = self.folder / f"{pk}.eml"
        return Mail(path) if path.exists() else None

    def add(self, pk: int, content: bytes) -> None:
        """Keep it, whole or not at all, and let go of the oldest."""
        self.folder.mkdir(parents=True, exist_ok=True)
        coming = self.folder / f"{pk}.coming"
        coming.write_bytes(content)
        coming.rename(self.folder / f"{pk}.eml")
        for mail in list(self)[KEPT:]:
            mail.path.unlink(missing_ok=True)
