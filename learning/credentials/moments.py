"""Moments as credentials write them: with a zone, always."""

import re
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _

from learning.credentials.errors import BadCredential

_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{1,9})?(Z|[+-]\d\d:\d\d)", re.ASCII | re.IGNORECASE
)


def write_moment(moment: datetime) -> str:
    """In whole seconds of UTC, as JWTs count too."""
    if moment.tzinfo is None:
        raise ValueError("a moment in a credential needs a zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_moment(text: object) -> datetime:
    match = _MOMENT.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise _no_moment(text)
    whole, _fraction, zone = match.groups()
    try:
        return datetime.fromisoformat(whole + zone.upper().replace("Z", "+00:00"))
    except ValueError as error:
        raise _no_moment(text) from error


def check_in_force(credential: dict[str, Any], now: datetime) -> None:
    if read_moment(credential.get("validFrom", credential.get("issuanceDate"))) > now:
        raise BadCredential(_("It does not hold yet."))
    until = credential.get("validUntil", credential.get("expirationDate"))
    if until is not None and read_moment(until) <= now:
        raise BadCredential(_("It holds no longer: its time is over."))


def _no_moment(text: object) -> BadCredential:
    return BadCredential(
        _("It says “%(text)s” where a date and time with its zone should be.")
        % {"text": str(text)[:60]}
    )
