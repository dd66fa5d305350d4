import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    from accounts.models import User

Wanted = tuple[int, str, str]  # a user's id, what is answered, and where it comes from


def new_token() -> str:
    """128 bits, of letters that no provider changes."""
    return secrets.token_hex(16)


def new_end() -> datetime:
    return timezone.now() + ReplyAddress.LIFETIME


class ReplyAddressQuerySet(models.QuerySet["ReplyAddress"]):
    def live(self) -> Self:
        return self.filter(revoked_at=None)

    def for_each(
        self, wanted: Iterable[Wanted], addresses: dict[int, str]
    ) -> dict[tuple[int, str], str]:
        """The token for each user and what they can answer, mailed now to these addresses.

        One mailed before is used again, and lives as long as a new one; one that went to another
        address than the user has now is revoked.
        """
        sources = {(user, target): source for user, target, source in wanted}
        if not sources:
            return {}
        lowered = {user: address.lower() for user, address in addresses.items()}
        rows = self._living(sources)
        self.filter(pk__in=[r.pk for r in rows if r.mailed_to != lowered[r.user_id]]).revoke()
        self.filter(pk__in=[row.pk for row in rows if row.is_ageing]).renew()
        found = {(r.user_id, r.target): r for r in rows if r.mailed_to == lowered[r.user_id]}
        missing = sorted(sources.keys() - found.keys())
        if missing:
            self.bulk_create(
                [
                    self.model(
                        user_id=user,
                        target=target,
                        source=sources[user, target],
                        mailed_to=lowered[user],
                    )
                    for user, target in missing
                ],
                ignore_conflicts=True,
            )
            # Read again: where another worker was faster, its token is the one.
            found = {(row.user_id, row.target): row for row in self._living(sources)}
        return {pair: row.token for pair, row in found.items()}

    def _living(self, pairs: Iterable[tuple[int, str]]) -> "list[ReplyAddress]":
        wanted = set(pairs)
        users, targets = {user for user, _target in wanted}, {target for _user, target in wanted}
        rows = self.live().filter(user__in=users, target__in=targets)
        return [row for row in rows if (row.user_id, row.target) in wanted]

    def renew(self) -> None:
        self.update(expires_at=new_end())

    def find(self, token: str) -> "ReplyAddress | None":
        return self.select_related("user").filter(token=token.lower()).first()

    def revoke(self) -> None:
        self.filter(revoked_at=None).update(revoked_at=timezone.now())

    def revoke_source(self, source: str, *, of: "User") -> None:
        self.filter(user=of, source=source).revoke()

    def purge(self) -> None:
        """Long enough after their end that nobody needs to be told of it."""
        self.filter(expires_at__lt=timezone.now() - ReplyAddress.REMEMBERED).delete()


class ReplyAddress(models.Model):
    """Where one user's reply to one thing goes: ``r.TOKEN`` of `notifications.inbound.addresses`.

    ``target`` is a post, ``post:17``, or what else an app takes replies to.
    """

    LIFETIME = timedelta(days=90)
    RENEWED_AFTER = timedelta(days=7)
    REMEMBERED = timedelta(days=90)

    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    target = models.CharField(max_length=60)
    source = models.CharField(max_length=60)  # "community:1": it ends with the membership
    mailed_to = models.CharField(max_length=320)  # and with the address, in small letters
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=new_end)
    revoked_at = models.DateTimeField(null=True)

    objects: ClassVar = ReplyAddressQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "reply addresses"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "target"],
                condition=Q(revoked_at=None),
                name="one_live_reply_address",
            ),
        ]
        indexes = [models.Index(fields=["expires_at"], name="reply_address_expiry")]

    def __str__(self) -> str:
        return f"{self.user_id} to {self.target}"

    @property
    def is_ageing(self) -> bool:
        """Old enough to be renewed when it is mailed again: not each mail writes it."""
        return self.expires_at < timezone.now() + self.LIFETIME - self.RENEWED_AFTER

    @property
    def has_expired(self) -> bool:
        return self.expires_at <= timezone.now()

    @property
    def is_revoked(self) -> bool:
        return self.revoked_at is not None or self.mailed_to != self.user.email.lower()
