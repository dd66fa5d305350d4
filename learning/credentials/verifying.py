"""Is a badge what it says it is? Each check in words, for people who are shown the badge.

A check holds, fails, or could not be made; a badge is proven when all of them hold. Nothing that
somebody brings makes this raise.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from learning.credentials.errors import BadCredential, NotKnown
from learning.credentials.moments import check_in_force
from learning.credentials.reading import Brought, read
from learning.credentials.revocation import check_not_revoked
from learning.credentials.shape import check_shape
from learning.credentials.signatures import DID_KEY, Resolve, check_signed, issuer_of
from learning.credentials.vc_jwt import id_of

Document = dict[str, Any]

HOLDS, FAILS, UNKNOWN = "holds", "fails", "unknown"


@dataclass(frozen=True)
class Check:
    name: str
    outcome: str
    words: str


@dataclass(frozen=True)
class Verdict:
    checks: tuple[Check, ...]
    brought: Brought | None = None

    @property
    def outcome(self) -> str:
        outcomes = {check.outcome for check in self.checks}
        return next(outcome for outcome in (FAILS, UNKNOWN, HOLDS) if outcome in outcomes)

    @property
    def is_proven(self) -> bool:
        return self.outcome == HOLDS


def verify(what: bytes | str, resolve: Resolve, now: datetime) -> Verdict:
    """``resolve`` gives what stands at an address, as the issuer's document."""
    try:
        brought = read(what)
    except BadCredential as error:
        return Verdict((Check("readable", FAILS, str(error.message)),))
    readable = Check("readable", HOLDS, _where(brought))
    return Verdict((readable, *_checks(brought, resolve, now)), brought)


def _checks(brought: Brought, resolve: Resolve, now: datetime) -> Iterator[Check]:
    yield _made(
        "badge",
        _("It is a badge of Open Badges 3.0, and says all that one must."),
        lambda: check_shape(brought.credential),
    )
    issuer: list[Document] = []
    found = _made(
        "issuer",
        _words_for_issuer(brought),
        lambda: issuer.append(issuer_of(brought, resolve)),
    )
    yield found
    if issuer:
        yield _made(
            "signature",
            _("A key that its issuer lists signed it, and not a word was changed since."),
            lambda: check_signed(brought, issuer[0], now),
        )
    else:
        words = _("Whether its issuer signed it is not known without the issuer's document.")
        yield Check("signature", found.outcome, words)
    yield _made(
        "revocation",
        _words_for_revocation(brought),
        lambda: check_not_revoked(brought.credential, resolve, now),
    )
    yield _made("dates", _("It holds today."), lambda: check_in_force(brought.credential, now))


def _made(name: str, words: str, check: Callable[[], object]) -> Check:
    try:
        check()
    except NotKnown as error:
        return Check(name, UNKNOWN, str(error.message))
    except BadCredential as error:
        return Check(name, FAILS, str(error.message))
    return Check(name, HOLDS, words)


def _words_for_issuer(brought: Brought) -> str:
    if str(id_of(brought.credential.get("issuer"))).startswith(DID_KEY):
        return _("Its issuer goes by a key alone, and nothing says whose it is.")
    return _("Its issuer's own document was found, and says that it is the issuer's.")


def _words_for_revocation(brought: Brought) -> str:
    if brought.credential.get("credentialStatus"):
        return _("Its issuer has not taken it back.")
    return _("It is of those that its issuer cannot take back.")


def _where(brought: Brought) -> str:
    return {
        "png": _("It is a PNG picture with one badge in it."),
        "svg": _("It is an SVG picture with one badge in it."),
        "text": _("It is one badge, as text."),
    }[brought.carrier]
