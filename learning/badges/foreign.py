"""What other sites say of badges that they signed: their issuers' documents, and their lists of
those that they took back. Asked for through the one door (`core/outgoing`), badge by badge.
"""

from datetime import timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import caches
from django.utils.translation import gettext as _

from core.limits import Limit
from core.outgoing.asking import Bounds, fetch
from core.outgoing.errors import OutgoingError
from learning.badges.resolving import resolve
from learning.credentials import did_web
from learning.credentials.errors import BadCredential, NotKnown
from learning.credentials.parsing import parse
from learning.credentials.vc_jwt import TOKEN

KINDS = frozenset(
    {
        "application/did+json",
        "application/did+ld+json",
        "application/did",
        "application/json",
        "application/ld+json",
        "application/vc",
        "application/vc+ld+json",
        "application/vc+ld+json+jwt",
        "application/vc+jwt",
        "application/jwt",
        "text/plain",
    }
)
# A badge names one issuer and one list, or two.
MOST_ASKED = 4
BOUNDS = Bounds(seconds=6)
KEPT, FAILURE_KEPT = 300, 30  # seconds

ASKING = Limit("ask issuer", 20, per=timedelta(minutes=10))
# However many they are who check badges, nobody is asked more than this.
OF_ONE_HOST = Limit("issuer asked", 60, per=timedelta(minutes=10))


class Asking:
    """For one badge that is brought: our own issuers from the database, others where they are."""

    def __init__(self, who: str) -> None:
        self.who = who
        self.asked = 0

    def resolve(self, name: str) -> Any:
        """Raises NotKnown, with the reason for people; TooMany."""
        if (own := resolve(name)) is not None:
            return own
        address = _address_of(name)
        if address is None:
            return None
        key = f"issuer:{sha256(address.encode()).hexdigest()}"
        kept = caches["volatile"].get(key)
        if kept is None:
            kept = self._ask(address)
            caches["volatile"].set(key, kept, KEPT if "text" in kept else FAILURE_KEPT)
        if "text" not in kept:
            raise NotKnown(_not_had(address, kept["why"]))
        return _read(address, kept["text"])

    def _ask(self, address: str) -> dict[str, str]:
        self.asked += 1
        if self.asked > MOST_ASKED:
            raise NotKnown(_("It names more places than are asked about one badge."))
        ASKING.spend(self.who)
        OF_ONE_HOST.spend(urlsplit(address).hostname or "")
        try:
            return {"text": fetch(address, KINDS, BOUNDS).body.decode().strip()}
        except UnicodeDecodeError:
            return {"why": _("It answered with another kind of file.")}
        except OutgoingError as error:
            return {"why": str(error)}


def _address_of(name: str) -> str | None:
    """Where it stands; none of what cannot be asked, as ourselves."""
    try:
        address = did_web.address_of(name) if name.startswith(did_web.PREFIX) else name
    except BadCredential:
        return None
    own = urlsplit(settings.SITE_ORIGIN).netloc
    if not address.startswith(("https://", "http://")) or urlsplit(address).netloc == own:
        return None
    return address


def _read(address: str, text: str) -> Any:
    if TOKEN.fullmatch(text):
        return text
    try:
        return parse(text)
    except BadCredential as error:
        raise NotKnown(_not_had(address, str(error.message))) from error


def _not_had(address: str, why: str) -> str:
    said = _("What stands at %(address)s could not be had. %(why)s")
    return said % {"address": address[:200], "why": why}
