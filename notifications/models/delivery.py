from collections.abc import Iterable
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    EMAIL = "email", _("Email")
    DIGEST = "digest", _("Digest")


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def told(self, user_ids: Iterable[int], keys: Iterable[str]) -> dict[int, set[str]]:
        """For each of the users, those of the keys that a mail or digest has told them."""
        told: dict[int, set[str]] = {pk: set() for pk in user_ids}
        rows = self.filter(user__in=told, key__in=set(keys))
        for user, key in rows.values_list("user_id", "key"):
            told[user].add(key)
        return told

    def record(self, user_id: int, keys: Iterable[str], channel: Channel) -> None:
        rows = [self.model(user_id=user_id, key=key, channel=channel) for key in keys]
        self.bulk_create(rows, ignore_conflicts=True)

    def forget(self, user_id: int, keys: Iterable[str], channel: Channel) -> None:
        """The mail was refused, so it told nothing."""
        self.filter(user=user_id, key__in=keys, channel=channel).delete()


class Delivery(models.Model):
    """The ledger: this item went to this user through this channel, once.

    What is in the app is ledgered by `Notice`, which is unique in the same way.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=60)
    channel = models.CharField(max_length=6, choices=Channel.choices)
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(fields=["user", "key", "channel"], name="delivered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key} to {self.user_id} by {self.channel}"
