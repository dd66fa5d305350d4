from typing import ClassVar

from django.db import models
from django.utils import timezone


class RejectionQuerySet(models.QuerySet["Rejection"]):
    def first_today(self, sender: str, reason: str) -> bool:
        """Whether this sender has not been told this today; from now on they have."""
        today = timezone.now().date()
        return self.get_or_create(sender=sender.lower(), reason=reason, day=today)[1]


class Rejection(models.Model):
    """That somebody was told why their mail was refused: once for each reason and day.

    However many mails a machine sends, it gets no more answers than that.
    """

    sender = models.CharField(max_length=320)
    reason = models.CharField(max_length=16)
    day = models.DateField()

    objects: ClassVar = RejectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sender", "reason", "day"], name="one_rejection_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.reason} to {self.sender} on {self.day}"
