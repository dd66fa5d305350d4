"""The addresses in mails that stop a stream of mail: no sign-in, no expiry.

A token names a user and a stream and is signed with a key of that user's own, kept in
`Preference`, so that it works for as long as the account exists. It can do nothing else.
"""

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from notifications.models import Preference, Unsubscription

DIGEST = "digest"
NOTICES = "notices"  # all that is no digest


def token_for(preference: Preference, stream: str) -> str:
    named = f"{preference.user_id} {stream}"
    return _encode(named.encode()) + "." + _sign(preference, named)


def url_for(preference: Preference, stream: str) -> str:
    path = reverse("notifications:unsubscribe", args=[token_for(preference, stream)])
    return settings.SITE_ORIGIN + path


@dataclass(frozen=True)
class Subscription:
    """One stream of mail to one user, as a token names it."""

    user: User
    preference: Preference
    stream: str

    @property
    def is_stopped(self) -> bool:
        if self.stream == DIGEST:
            return not self.preference.mails_digest
        return Unsubscription.objects.filter(user=self.user, stream=self.stream).exists()

    def stop(self) -> None:
        self._set(on=False)

    def resume(self) -> None:
        self._set(on=True)

    def _set(self, *, on: bool) -> None:
        if self.stream == DIGEST:
            self.preference.mail_digest(on=on)
        elif on:
            Unsubscription.objects.resume(self.stream, by=self.user)
        else:
            Unsubscription.objects.stop(self.stream, by=self.user)


def find(token: str) -> Subscription | None:
    """What the token names; None for one that was not made here."""
    encoded, _dot, signature = token.partition(".")
    try:
        named = _decode(encoded)
        number, stream = named.split(" ")
        preferences = Preference.objects.select_related("user")
        preference = preferences.filter(user__pk=int(number)).first()
    except (binascii.Error, UnicodeError, ValueError):
        return None
    if preference is None:
        return None
    if not hmac.compare_digest(_sign(preference, named).encode(), signature.encode()):
        return None
    return Subscription(preference.user, preference, stream)


def _sign(preference: Preference, named: str) -> str:
    key = preference.mail_key.encode()
    return _encode(hmac.digest(key, f"unsubscribe {named}".encode(), hashlib.sha256)[:16])


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _decode(text: str) -> str:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
