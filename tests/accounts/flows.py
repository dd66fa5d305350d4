"""What the tests of accounts do again and again, through the pages."""

import re
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.factories import PASSWORD

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
