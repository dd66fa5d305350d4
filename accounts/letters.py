"""Mails about somebody's own account.

They are sent at once and not by the worker: whoever waits for a code is looking at the page, and
signing in has to work while Redis does not. Each is one template, whose text part is made from
its HTML (core/markdown/mail.py).
"""

from email.utils import make_msgid
from html import unescape
from smtplib import SMTPException
from typing import Any
from urllib.parse import urlsplit

import css_inline
import structlog
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone, translation

from accounts.errors import MailNotSent
from accounts.events import LetterSent
from accounts.models import User
from core.events import publish
from core.markdown import mail_text

log = structlog.get_logger(__name__)


def send_letter(kind: str, to: str, context: dict[str, Any]) -> None:
    """``kind`` names the template, such as ``account/email/login_code``. Raises MailNotSent."""
    letter = write_letter(kind, to, context)
    try:
        letter.send()
    except (SMTPException, OSError) as error:
        log.exception("letter_not_sent", kind=kind)
        _tell_of(letter, context, was_taken=False)
        raise MailNotSent from error
    _tell_of(letter, context, was_taken=True)


def write_letter(kind: str, to: str, context: dict[str, Any]) -> EmailMultiAlternatives:
    """In the language and the time zone of whoever has the address."""
    reader = _reader(to)
    context = context | {"email": to, "reader": reader, "says_names": settings.MAIL_CONTENT}
    with timezone.override(reader.zone), translation.override(reader.language):
        subject = " ".join(unescape(render_to_string(f"{kind}.html#subject", context)).split())
        text = mail_text(render_to_string(f"{kind}.html#content", context), settings.SITE_ORIGIN)
        context["preview"] = text.partition("\n")[0]
        html = css_inline.inline(render_to_string(f"{kind}.html", context), keep_style_tags=True)
    letter = EmailMultiAlternatives(
        subject,
        text,
        settings.DEFAULT_FROM_EMAIL,
        [to],
        headers={
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            # Django's own would name the machine.
            "Message-ID": make_msgid(domain=urlsplit(settings.SITE_ORIGIN).hostname),
        },
    )
    letter.attach_alternative(html, "text/html")
    return letter


def _reader(address: str) -> User:
    found = _known(address).first()
    return found.user if found else User(language=settings.LANGUAGE_CODE)


def _tell_of(letter: EmailMultiAlternatives, context: dict[str, Any], *, was_taken: bool) -> None:
    """Also of a letter to nobody here: who has an account must not show in what is done."""
    [address] = letter.to
    user = _whose(address, context)
    event = LetterSent(
        user_id=user.pk if user else 0,
        address=address if user else "",
        subject=str(letter.subject) if user else "",
        message_id=letter.extra_headers["Message-ID"],
        at=timezone.now().isoformat(),
        was_taken=was_taken,
    )
    with transaction.atomic():
        publish(event)


def _whose(address: str, context: dict[str, Any]) -> User | None:
    """Whose account it is about: an address that somebody only claims is not theirs."""
    if isinstance(user := context.get("user"), User):
        return user
    found = _known(address).filter(Q(verified=True) | Q(user__email=F("email"))).first()
    return found.user if found else None


def _known(address: str) -> QuerySet[EmailAddress]:
    """Several may claim an address; one of them at most has shown that it is theirs."""
    claims = EmailAddress.objects.filter(email=address.lower()).select_related("user")
    return claims.order_by("-verified", "pk")
