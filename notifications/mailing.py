"""What every mail of ours has around its words: addresses, headers, and both parts."""

import re
from dataclasses import dataclass, field
from email.errors import HeaderParseError
from email.header import Header, decode_header, make_header
from email.policy import Compat32
from email.utils import formataddr, parseaddr
from typing import Any
from urllib.parse import quote

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import get_template
from django.urls import reverse

from accounts.models import User
from notifications.inbound.addresses import address_for, are_open, mailbox
from notifications.letterhead import Letterhead
from notifications.models import Preference
from notifications.models.email import host, message_id, token_of
from notifications.unsubscribing import token_for, url_for

# Rules for states and for dark screens cannot be written into the elements.
_inliner = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)

# What Django writes as the sender "<>" of what is not to be answered, not even by a bounce.
NOBODY: Any = ("", "@")
SIGNATURE = "-- "  # with its space: what follows it is not quoted in a reply


@dataclass(frozen=True)
class Invitation:
    """What the reader's calendar is told, beside their eyes: RFC 6047."""

    method: str  # that of the calendar, which its part has to name too
    content: bytes


@dataclass(frozen=True)
class Mail:
    """One mail to one address, before it is rendered."""

    address: str
    letterhead: Letterhead
    subject: str
    template: str  # without its ending: there is an .html and a .txt
    message_id: str
    context: dict[str, Any] = field(default_factory=dict)
    writer: User | None = None  # in whose words it is
    thread: str = ""  # what all mails of one conversation refer to
    archive: str = ""  # a path: where the same can be read
    is_bulk: bool = False
    answers: str = ""  # the Message-ID of the mail that this one answers by itself
    reply_to: str = ""  # an address for this reader's reply to this mail
    key: str = ""  # the tag of the reply, where its address has none
    references: tuple[str, ...] = ()  # the mails by which what it tells of came in
    began_with: str = ""  # the Message-ID of the mail of its reader's that began the conversation
    invitation: Invitation | None = None
    stop: str = ""  # a path: where a reader who has no account stops what it is one of

    def message(self, preference: Preference | None = None, stream: str = "") -> Any:
        """Render it; with ``stream``, as mail that its reader can stop with one click."""
        context = self.context | {
            "letterhead": self.letterhead,
            "subject": self.subject,
            "origin": settings.SITE_ORIGIN,
            "unsubscribe_url": url_for(preference, stream) if preference and stream else "",
        }
        message = Message(
            subject=one_line(self.subject),
            body=_text(get_template(f"{self.template}.txt").render(context)),
            from_email=NOBODY if self.answers else return_path(self.message_id),
            to=[self.address],
            reply_to=[self._reply_to()],
            headers=self._headers() | self._ways_out(preference, stream),
        )
        html = _inliner.inline(get_template(f"{self.template}.html").render(context))
        message.attach_alternative(html, "text/html")
        if self.invitation:
            # Programs that know invitations show buttons for the one, others let the other be kept.
            content, method = self.invitation.content, self.invitation.method
            message.attach_alternative(content.decode(), f"text/calendar; method={method}")
            message.attach("invite.ics", content, "application/ics")
        return message

    def _headers(self) -> dict[str, str]:
        headers = {
            "From": self._from(),
            "Message-ID": self.message_id,
            "Auto-Submitted": "auto-replied" if self.answers else "auto-generated",
            "X-Auto-Response-Suppress": "All",
        }
        if self.letterhead.list_id:
            name = formataddr((one_line(self.letterhead.name), "")).removesuffix(" <>")
            headers["List-Id"] = f"{name} <{self.letterhead.list_id}.{host()}>"
            headers["Precedence"] = "bulk" if self.is_bulk else "list"
        if self.archive:
            address = f"<{settings.SITE_ORIGIN}{self.archive}>"
            headers["List-Archive"] = headers["Archived-At"] = address
        if post := self.reply_to or (self.key and mailbox()):
            headers["List-Post"] = f"<mailto:{post}>"
        before = self._before()
        if before:
            headers["In-Reply-To"] = before[-1]
        # Its id has the key as well. Some servers give an id of their own: then this one is left,
        # in front, where programs that shorten the list do not.
        if named := [*([message_id(self.key)] if self.key else []), *before]:
            headers["References"] = " ".join(named)
        return headers

    def _before(self) -> list[str]:
        """What it continues: its conversation, and mails of its readers that are part of it.

        Who began it by a mail has that one in their program, and all others hang below it there.
        """
        thread = [message_id(self.thread)] if self.thread else []
        before = [self.began_with, *thread, *self.references, self.answers]
        return [one_line(name) for name in before if name]

    def _reply_to(self) -> str:
        if to := self.reply_to or mailbox():
            return formataddr((one_line(self.letterhead.name), to))
        return formataddr((settings.SITE_NAME, site_address("no-reply")))

    def _from(self) -> str:
        """An address for each writer, or mail programs show one person's name for another's.

        It is never the writer's own address: their provider would call it forged.
        """
        if self.writer is None:
            return formataddr((one_line(self.letterhead.name), site_address()))
        name = f"{one_line(self.writer.name)} via {one_line(self.letterhead.name)}"
        return formataddr((name, site_address(tag=self.writer.handle.lower())))

    def _ways_out(self, preference: Preference | None, stream: str) -> dict[str, str]:
        """RFC 2369 and RFC 8058: one click in the mail program stops the stream."""
        if self.stop:
            return {
                "List-Unsubscribe": f"<{settings.SITE_ORIGIN}{self.stop}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            }
        if preference is None or not stream:
            return {}
        token = token_for(preference, stream)
        by_mail = f"mailto:{mailbox() or site_address()}?subject={quote(f'unsubscribe {token}')}"
        if are_open() and not mailbox():
            by_mail = f"mailto:{address_for(f'u.{token}')}?subject=unsubscribe"
        kind = stream.partition(":")[0]
        return {
            "List-Unsubscribe": f"<{url_for(preference, stream)}>, <{by_mail}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "List-Help": f"<{settings.SITE_ORIGIN}{reverse('notifications:settings')}>",
            # By which a provider counts complaints apart: never by who it is to.
            "Feedback-ID": f"{kind}:{self.letterhead.list_id}:{host()}",
        }


class Message(EmailMultiAlternatives):
    def message(self, **options: Any) -> Any:
        message = super().message(**options)
        message.policy = _FITTING
        return message


class Fitting(Compat32):
    """Leaves a header that fits on its line as it is, which Python takes long to find out.

    One that does not begins on its first line all the same. Python leaves that one empty where the
    first word is long, and some programs then show no subject, or a space before it.
    """

    def fold_binary(self, name: str, value: Any) -> bytes:
        line = f"{name}: {value}"
        fits = len(line) <= (self.max_line_length or 0)
        if fits and isinstance(value, str) and line.isascii() and line.isprintable():
            return (line + self.linesep).encode()
        if name == "Subject" and (said := _said_by(value)):
            value = Header(said, "utf-8", header_name=name)
        folded = super().fold_binary(name, value)
        return folded.replace(f"{name}: {self.linesep} ".encode(), f"{name}: ".encode(), 1)


def _said_by(subject: Any) -> str:
    """What its encoded words say: Django makes each as long as a whole line, name or no name."""
    try:
        return str(make_header(decode_header(subject))) if "=?utf-8?" in str(subject) else ""
    except (HeaderParseError, UnicodeError):
        return ""  # a title that looks like one


_FITTING = Fitting()


def site_address(local: str = "", tag: str = "") -> str:
    """The site's own address, or another at its domain."""
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    name, _at, domain = address.rpartition("@")
    return f"{local or name}{'+' if tag else ''}{tag}@{domain}"


def return_path(message_id: str) -> str:
    """Where a mail that cannot be delivered comes back to: an address of its own, if any can."""
    if mailbox() or not are_open():
        return mailbox() or site_address()
    return address_for(f"b.{token_of(message_id)}")


def one_line(text: str) -> str:
    """Fit for a header: a line break in a name must not begin a header of its own."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _text(rendered: str) -> str:
    """Templates leave gaps where a block was empty."""
    lines = [line if line == SIGNATURE else line.rstrip() for line in rendered.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"
