"""What a mail that came in ends in, where that is not what it asked for."""

from typing import TYPE_CHECKING

from django.utils.functional import Promise

from notifications.inbound.reasons import Reason

if TYPE_CHECKING:
    from accounts.models import User


class Outcome(Exception):
    said = url = ""  # only for whom it is about

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class Refused(Outcome):
    """Its writer is told why."""

    def __init__(self, reason: Reason, *, said: str | Promise = "", url: str = "") -> None:
        super().__init__(reason)
        self.said, self.url = str(said)[:1000], url


class Held(Outcome):
    """The one whom it claims to be from decides, in the browser."""

    def __init__(self, reason: Reason, *, by: "User") -> None:
        super().__init__(reason)
        self.user = by


class Dropped(Outcome):
    """Nobody is told."""
