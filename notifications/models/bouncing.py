from datetime import timedelta
from typing import ClassVar

from django.db import models, transaction
from django.utils import timezone

from notifications.models.email import Email
from notifications.models.suppression import Cause, Suppression

HARD, SOFT, NOT_AT_ALL = 2.0, 1.0, 0.0
TOO_MUCH = 4.0
GOOD = 0.1  # what each mail that went out since takes off again
ONCE = timedelta(days=1)  # a mail to a full mailbox is one bounce, though ten were sent that day
FORGIVEN = timedelta(days=30)


class BouncingQuerySet(models.QuerySet["Bouncing"]):
    def score(self, address: str, weight: float, said: str) -> None:
        """Count a bounce against the address, and stop mail to it where that is too much."""
        if weight == NOT_AT_ALL:
            return
        address = address.lower()
        with transaction.atomic():
            row, is_new = self.select_for_update(no_key=True).get_or_create(
                address=address, defaults={"score": weight, "said": said[:500]}
            )
            if not is_new and not row.add(weight, said[:500]):
                return
            if row.score >= TOO_MUCH:
                Suppression.objects.stop(address, Cause.BOUNCE, row.said[:200])

    def forget(self, address: str) -> None:
        self.filter(address=address.lower()).delete()


class Bouncing(models.Model):
    """An address from which mails have come back, and how much that weighs by now."""

    address = models.EmailField(unique=True)  # in small letters
    score = models.FloatField()
    at = models.DateTimeField(default=timezone.now)  # when it was last counted
    said = models.CharField(max_length=500, blank=True)  # what the server there said then

    objects: ClassVar = BouncingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "bouncing"

    def __str__(self) -> str:
        return f"{self.address}: {self.score:g}"

    def add(self, weight: float, said: str) -> bool:
        """Under its lock; False where one was counted within a day."""
        now = timezone.now()
        if self.at > now - ONCE:
            return False
        kept = 0.0 if self.at < now - FORGIVEN else self.score
        good = Email.objects.arrived_at(self.address, since=self.at).count()
        self.score = max(0.0, kept - GOOD * good) + weight
        self.at, self.said = now, said
        self.save()
        return True
