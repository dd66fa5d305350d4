from collections.abc import Iterable
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

    def around_each(self, user_ids: Iterable[int]) -> dict[int, set[int]]:
        """For each of the users, those who block them or whom they block."""
        around: dict[int, set[int]] = {pk: set() for pk in user_ids}
        rows = self.filter(Q(blocker__in=around) | Q(blocked__in=around))
        for blocker, blocked in rows.values_list("blocker_id", "blocked_id"):
            around.setdefault(blocker, set()).add(blocked)
            around.setdefault(blocked, set()).add(blocker)
        return around


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
