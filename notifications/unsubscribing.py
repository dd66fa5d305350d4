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
from notifications.models import Preference, Rhythm, Unsubscription

DIGEST = "digest"
NOTICES = "notices"  # all that is no digest


def digest_stream(scope: str) -> str:
    return f"{DIGEST}/{scope}" if scope else DIGEST


def digest_scope(stream: str) -> str | None:
    """Of which digest a stream is; None where it is another kind of mail."""
    name, _slash, scope = stream.partition("/")
    return scope if name == DIGEST else None


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
        if self._is_digest:
            rhythm = self.rhythm
            return rhythm is None or rhythm.is_off
        return Unsubscription.objects.filter(user=self.user, stream=self.stream).exists()

    @property
    def _is_digest(self) -> bool:
        return digest_scope(self.stream) is not None

    @property
    def rhythm(self) -> Rhythm | None:
        """Of the digest, where it is one: none if its community has been left."""
        scope = digest_scope(self.stream)
        mine = Rhythm.objects.filter(user=self.user, scope=scope)
        return mine.select_related("user").first()

    def stop(self) -> None:
        self._set(on=False)

    def resume(self) -> None:
        self._set(on=True)

    def _set(self, *, on: bool) -> None:
        if self._is_digest:
            self._set_digest(on=on)
        elif on:
            Unsubscription.objects.resume(self.stream, by=self.user)
        else:
            Unsubscription.objects.stop(self.stream, by=self.user)

    def _set_digest(self, *, on: bool) -> None:
        if self.stream == DIGEST:
            Rhythm.objects.enrol([self.user])  # who has none yet, by the usual rhythm
        rhythm = self.rhythm
        if rhythm is not None and rhythm.is_off and on:
            rhythm.resume()
        elif rhythm is not None and not rhythm.is_off and not on:
            rhythm.stop()


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
