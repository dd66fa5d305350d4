"""How often somebody may do a thing.

The buckets are in PostgreSQL, so a limit holds when Redis is gone.

    POSTING = Limit("post", 20, per=timedelta(minutes=10))
    POSTING.spend(requester(request))          # in the view, before the act
"""

import math
from dataclasses import dataclass
from datetime import timedelta

import structlog
from django.conf import settings
from django.db import InternalError, OperationalError
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.errors import DomainError
from core.models.bucket import Bucket

log = structlog.get_logger(__name__)


class TooMany(DomainError):
    """A limit is used up: 429, with the seconds to wait in Retry-After."""

    status = 429
    code = "too_many"
    message = _("That was a lot in a short time. Try again later.")

    def __init__(self, retry_after: int | None = None) -> None:
        super().__init__(_wait(retry_after) if retry_after else None)
        if retry_after:
            self.headers = {"Retry-After": str(retry_after)}


@dataclass(frozen=True)
class Limit:
    """``allowed`` acts at once, and as many again spread evenly over ``per``.

    ``fails_open`` decides when the bucket cannot be written, as on a database that is read-only
    for maintenance: let through what is a courtesy, refuse what guards a secret.
    """

    act: str
    allowed: int
    per: timedelta
    fails_open: bool = True

    def spend(self, who: str, cost: int = 1) -> None:
        """Count an act against ``who``. Raises TooMany.

        Call it outside the act's transaction: the bucket stays locked to the end of it, and an
        act that fails must not hand back what it spent.
        """
        if not settings.RATE_LIMITS:
            return
        if cost > self.allowed:
            raise TooMany
        share = self.per * cost / self.allowed
        try:
            drained_at = Bucket.objects.spend(self._key(who), share, self.per)
        except (OperationalError, InternalError) as error:
            log.warning("limit_unknown", act=self.act, error=type(error).__name__)
            if not self.fails_open:
                raise TooMany(60) from error
            return
        if drained_at is not None:
            excess = drained_at + share - self.per - timezone.now()
            raise TooMany(max(1, math.ceil(excess.total_seconds())))

    def _key(self, who: str) -> str:
        return salted_hmac("core.limits", f"{self.act} {who}", algorithm="sha256").hexdigest()


def _wait(seconds: int) -> str:
    if seconds < 60:
        return ngettext(
            "That was a lot in a short time. Try again in %(n)d second.",
            "That was a lot in a short time. Try again in %(n)d seconds.",
            seconds,
        ) % {"n": seconds}
    minutes = math.ceil(seconds / 60)
    return ngettext(
        "That was a lot in a short time. Try again in %(n)d minute.",
        "That was a lot in a short time. Try again in %(n)d minutes.",
        minutes,
    ) % {"n": minutes}
