"""Mails that hold no words of members, where `MAIL_CONTENT` says so.

Such a mail is made of our words alone: that something happened, in which community, and a link.
The templates of its kind are not asked, so that none of them can say more.
"""

import re

from django.conf import settings

TEMPLATE = "notifications/emails/redacted"


_TITLED = re.compile(r"(/\d+)-[-\w]+/")


def redacts() -> bool:
    return not settings.MAIL_CONTENT


def without_title(path: str) -> str:
    """The same place, as ``/t/9/`` and not ``/t/9-what-they-asked/``."""
    return _TITLED.sub(r"\1/", path)
