from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise


@dataclass(frozen=True)
class Verdict:
    """May this person? True, or false with a reason fit for that person to read."""

    reason: str | Promise = ""

    def __bool__(self) -> bool:
        # A lazy reason is not asked, which would translate it each time a page looks.
        return isinstance(self.reason, str) and not self.reason


ALLOW = Verdict()


def deny(reason: str | Promise) -> Verdict:
    return Verdict(reason)


def require(verdict: Verdict) -> None:
    """Raise PermissionDenied with the reason; web and API both answer it with 403."""
    if not verdict:
        raise PermissionDenied(verdict.reason)
