"""What somebody wrote in a mail: its text and its files, in the form in which they are posted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage, MIMEPart

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import DomainError
from core.markdown import MAX_LENGTH
from core.replies import content_id, pictures_in, read_reply
from core.uploads.accepting import accept
from core.validators import validate_markdown
from notifications.inbound.addresses import without_secrets
from notifications.inbound.incoming import BROKEN, Incoming
from notifications.inbound.outcomes import Refused
from notifications.inbound.reasons import Reason

MOST_FILES = 10
# What programs add by themselves, and no reader has a use for.
_ADDED = re.compile(
    r"(application/(pgp-signature|pgp-keys|(x-)?pkcs7-signature|ms-tnef|vnd\.ms-tnef)"
    r"|text/(x-)?vcard|text/directory|text/calendar|application/ics)",
    re.IGNORECASE,
)
_ADDED_NAME = re.compile(
    r"(smime\.p7[sm]|signature\.asc|winmail\.dat|.*\.(vcf|ics))", re.IGNORECASE
)
_SHOWN = re.compile(r"!\[(?P<alt>[^\]]*)\]\(<?cid:(?P<cid>[^)>\s]+)>?[^)]*\)")


@dataclass(frozen=True)
class Text:
    """The words of a mail. Pictures in it are still ``cid:…``."""

    markdown: str
    quoted: str


@dataclass
class Files:
    """Those of a mail that were kept, and what was said of those that were not."""

    by_cid: dict[str, str] = field(default_factory=dict)  # Markdown
    below: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def read_text(mail: Incoming) -> Text:
    """Raises Refused."""
    try:
        reply = read_reply(mail.message)
    except BROKEN as error:
        raise Refused(Reason.UNREADABLE) from error
    markdown, quoted = (without_secrets(part).strip() for part in (reply.markdown, reply.quoted))
    return Text(markdown, quoted.replace("\0", ""))


def ensure_fit(text: Text, markdown: str) -> None:
    """Raises Refused."""
    if not markdown:
        raise Refused(Reason.ONLY_QUOTED if text.quoted else Reason.EMPTY)
    if len(markdown) > MAX_LENGTH:
        raise Refused(Reason.TOO_LONG)
    try:
        validate_markdown(markdown)
    except ValidationError as error:
        raise Refused(Reason.UNSTORABLE) from error


def with_files(text: Text, files: Files) -> str:
    """Its Markdown with what was sent along: pictures in their places, other files below."""

    def shown(found: re.Match[str]) -> str:
        return files.by_cid.get(found["cid"], found["alt"])

    markdown = _SHOWN.sub(shown, text.markdown).strip()
    return "\n\n".join(filter(None, [markdown, *files.below]))


def keep_files(mail: Incoming, text: Text, *, by: User) -> Files:
    """Keep what was sent along as uploads of whoever sent it. Not in a transaction: see `accept`.

    A picture that only the quoted text or a signature shows is not part of what they wrote.
    """
    wanted = {found["cid"] for found in _SHOWN.finditer(text.markdown)}
    shown = pictures_in(_html_of(mail.message))
    files = Files()
    for part in _sent_along(mail.message):
        cid = content_id(str(part.get("Content-ID", "")))
        if cid and cid not in wanted and cid in shown:
            continue
        name = part.get_filename() or ""
        if len(files.by_cid) + len(files.below) == MOST_FILES:
            files.refused.append(_("{name}: there were too many files.").format(name=name))
            continue
        try:
            markdown = accept(_sent(part, name), by=by).markdown
        except DomainError as error:
            files.refused.append(f"{name or _('A file')}: {error.message}")
        else:
            if cid in wanted:
                files.by_cid[cid] = markdown
            else:
                files.below.append(markdown)
    return files


def has_files(mail: Incoming) -> bool:
    return any(True for _part in _sent_along(mail.message))


def names_of_files(mail: Incoming) -> list[str]:
    """What was sent along, for somebody who decides whether to post it."""
    return [part.get_filename() or _("A file") for part in _sent_along(mail.message)]


def _sent_along(part: MIMEPart) -> Iterator[MIMEPart]:
    """Not what is in a mail that was forwarded as a file, nor that mail."""
    if part.get_content_maintype() == "message":
        return
    if part.is_multipart():
        for inner in part.iter_parts():
            yield from _sent_along(inner)
        return
    name = part.get_filename() or ""
    is_text = part.get_content_maintype() == "text" and not name
    if is_text and part.get_content_disposition() != "attachment":
        return
    if not _ADDED.fullmatch(part.get_content_type()) and not _ADDED_NAME.fullmatch(name):
        yield part


def _sent(part: MIMEPart, name: str) -> SimpleUploadedFile:
    content = part.get_payload(decode=True)
    return SimpleUploadedFile(name or "file", content if isinstance(content, bytes) else b"")


def _html_of(message: EmailMessage) -> str:
    body = message.get_body(("html",))
    try:
        return "" if body is None else str(body.get_content())
    except BROKEN:
        return ""
