"""What the tests of accounts do again and again, through the pages."""

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.factories import PASSWORD, UserFactory

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def sign_in(client: Client, user: User, password: str = PASSWORD, **more: Any) -> Any:
    data = {"login": user.email, "password": password} | more
    return client.post(reverse("account_login"), data)


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("settings_profile")).status_code == 200


def show_it_is_you(client: Client, password: str = PASSWORD) -> None:
    client.post(reverse("account_reauthenticate"), {"password": password})


def letter(index: int = -1) -> EmailMultiAlternatives:
    message = mail.outbox[index]
    assert isinstance(message, EmailMultiAlternatives)
    return message


def code_in(message: EmailMultiAlternatives) -> str:
    found = re.search(r"^[A-Z]{4}-[A-Z]{4}$", message.body, re.MULTILINE)
    assert found, message.body
    return found[0]


def path_in(message: EmailMultiAlternatives) -> str:
    """Of the first link to the site."""
    found = re.search(r"<http://localhost:8000(/[^>]+)>", message.body)
    assert found, message.body
    return found[1]


def add_app(user: User) -> Authenticator:
    """An authenticator app that shows the codes of `app_code`, and recovery codes."""
    RecoveryCodes.activate(user)
    return TOTP.activate(user, SECRET).instance


def app_code(at: float) -> str:
    return format_hotp_value(hotp_value(SECRET, int(at) // 30))


WAITED_FOR = """
    SELECT EXISTS (SELECT FROM pg_locks
                   WHERE NOT granted AND transactionid = pg_current_xact_id()::xid)
"""


@contextmanager
def taken_at_the_last_moment(handle: str, **fields: Any) -> Iterator[None]:
    """Somebody who enters while this lasts: no check sees them, and the database waits for them."""
    begun = Event()

    def enter() -> None:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                UserFactory(handle=handle, **fields)
                begun.set()
                end = time.monotonic() + 10
                while time.monotonic() < end:
                    cursor.execute(WAITED_FOR)
                    if cursor.fetchone()[0]:
                        break
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as thread:
        entering = thread.submit(enter)
        assert begun.wait(10)
        yield
        entering.result()
