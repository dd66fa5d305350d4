"""Mails about somebody's own account.

They are sent at once and not by the worker: whoever waits for a code is looking at the page, and
signing in has to work while Redis does not. Each is one template, whose text part is made from
its HTML (core/markdown/mail.py).
"""

from html import unescape
from smtplib import SMTPException
from typing import Any

import css_inline
import structlog
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation

from accounts.errors import MailNotSent
from accounts.models import User
from core.markdown import mail_text

log = structlog.get_logger(__name__)


def send_letter(kind: str, to: str, context: dict[str, Any]) -> None:
    """``kind`` names the template, such as ``account/email/login_code``. Raises MailNotSent."""
    try:
        write_letter(kind, to, context).send()
    except (SMTPException, OSError) as error:
        log.exception("letter_not_sent", kind=kind)
        raise MailNotSent from error


def write_letter(kind: str, to: str, context: dict[str, Any]) -> EmailMultiAlternatives:
    """In the language and the time zone of whoever has the address."""
    reader = _reader(to)
    context = context | {"email": to, "reader": reader, "says_names": settings.MAIL_CONTENT}
    with timezone.override(reader.zone), translation.override(reader.language):
        subject = " ".join(unescape(render_to_string(f"{kind}.html#subject", context)).split())
        content = render_to_string(f"{kind}.html#content", context)
        html = css_inline.inline(render_to_string(f"{kind}.html", context), keep_style_tags=True)
    letter = EmailMultiAlternatives(
        subject,
        mail_text(content, settings.SITE_ORIGIN),
        settings.DEFAULT_FROM_EMAIL,
        [to],
        headers={"Auto-Submitted": "auto-generated"},
    )
    letter.attach_alternative(html, "text/html")
    return letter


def _reader(address: str) -> User:
    found = EmailAddress.objects.filter(email=address.lower()).select_related("user").first()
    return found.user if found else User(language=settings.LANGUAGE_CODE)
