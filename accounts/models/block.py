from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class BlockQuerySet(models.QuerySet["Block"]):
    def between(self, one: int, other: int) -> "BlockQuerySet":
        """In either direction: a block hides both from each other."""
        return self.filter(
            Q(blocker_id=one, blocked_id=other) | Q(blocker_id=other, blocked_id=one)
        )


class Block(models.Model):
    """One user wants to hear nothing of another. Here, so that every engine above honours it."""

    blocker = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="blocks")
    blocked = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar = BlockQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["blocker", "blocked"], name="one_block"),
            models.CheckConstraint(condition=~Q(blocker=F("blocked")), name="not_oneself"),
        ]

    def __str__(self) -> str:
        return f"{self.blocker_id} blocks {self.blocked_id}"
