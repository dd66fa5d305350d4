from collections.abc import Mapping
from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from core.events import publish
from projects.calls.events import CallMatched
from projects.calls.models.call import Call

DAY = timedelta(days=1)


class MatchQuerySet(models.QuerySet["Match"]):
    def put(self, call: Call, reasons: Mapping[int, Mapping[str, Any]]) -> int:
        """Tell these users of a locked call, each for a reason; who was told before is left alone.

        How many were told.
        """
        now = timezone.now()
        rows = [self.model(call=call, user_id=pk, reason=reasons[pk], at=now) for pk in reasons]
        self.bulk_create(rows, ignore_conflicts=True)
        told = self.filter(call=call, user__in=reasons, at=now).order_by("pk")
        for pk in (ids := list(told.values_list("pk", flat=True))):
            publish(CallMatched(pk))
        return len(ids)

    def within_a_day(self, call: Call) -> int:
        return self.filter(call=call, at__gt=timezone.now() - DAY).count()


class Match(models.Model):
    """Somebody was told of a call because it looks for what they chose or know; once for ever."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="matches")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    reason = models.JSONField(default=dict)  # as `projects.calls.reasons` says it in words
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = MatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "matches"
        constraints = [
            models.UniqueConstraint(fields=["call", "user"], name="matched_once"),
        ]

    def __str__(self) -> str:
        return f"{self.call_id} to {self.user_id}"
