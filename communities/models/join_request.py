from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from communities.errors import AlreadyDecided
from communities.events import JoinRequestDecided
from core.events import publish

if TYPE_CHECKING:
    from accounts.models import User


class JoinRequestQuerySet(models.QuerySet["JoinRequest"]):
    def waiting(self) -> Self:
        return self.filter(decided_at=None)

    def for_display(self) -> Self:
        return self.select_related("user").order_by("created_at", "pk")


class JoinRequest(models.Model):
    """Somebody would like to join, and somebody in charge answers."""

    community = models.ForeignKey(
        "communities.Community", models.CASCADE, related_name="join_requests"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    note = models.TextField(blank=True, max_length=2000)
    created_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    accepted = models.BooleanField(null=True)

    objects: ClassVar = JoinRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "user"],
                condition=Q(decided_at=None),
                name="one_waiting_join_request",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} asks to join {self.community_id}"

    def accept(self, *, by: "User") -> None:
        with transaction.atomic():
            self.community.lock()  # before the request, as whoever admits its user otherwise
            self._decide(by, accepted=True)
            self.community.admit(self.user)

    def decline(self, *, by: "User") -> None:
        with transaction.atomic():
            self._decide(by, accepted=False)

    def _decide(self, by: "User", *, accepted: bool) -> None:
        """Raises AlreadyDecided when somebody was faster."""
        now = timezone.now()
        waiting = JoinRequest.objects.waiting().filter(pk=self.pk)
        if not waiting.update(decided_at=now, decided_by=by, accepted=accepted):
            raise AlreadyDecided
        self.decided_at, self.decided_by, self.accepted = now, by, accepted
        publish(JoinRequestDecided(self.pk))
