"""Whether a badge holds, check by check, in both of the ways in which it was signed."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from core.limits import Limit
from learning.badges.foreign import Asking
from learning.badges.models import Award
from learning.badges.resolving import resolve
from learning.credentials.parsing import unparse
from learning.credentials.verifying import Verdict, verify

CHECKING = Limit("verify", 60, per=timedelta(minutes=10))  # each takes a moment of the processor


@dataclass(frozen=True)
class Checked:
    embedded: Verdict
    token: Verdict

    @property
    def agree(self) -> bool:
        return self.embedded.outcome == self.token.outcome


def check(award: Award) -> Checked:
    now = timezone.now()
    embedded = verify(unparse(award.credential or {}), resolve, now)
    return Checked(embedded, verify(award.token, resolve, now))


def check_what_was_brought(what: bytes | str, *, who: str) -> Verdict:
    """Anybody's, of any issuer, who is asked for it; ``who`` is whom that is counted against.

    Raises TooMany.
    """
    CHECKING.spend(who)
    return verify(what, Asking(who).resolve, timezone.now())
