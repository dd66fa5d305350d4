from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models

if TYPE_CHECKING:
    from accounts.models import User


class HostQuerySet(models.QuerySet["Host"]):
    def in_order(self) -> "HostQuerySet":
        return self.select_related("user").order_by("position", "pk")

    def replace(self, workshop: Any, users: "Sequence[User]") -> None:
        """Let these host it, in this order."""
        self.filter(workshop=workshop).delete()
        self.bulk_create(
            self.model(workshop=workshop, user=user, position=position)
            for position, user in enumerate(users)
        )


class Host(models.Model):
    """Somebody who gives a workshop: who answers for it, and speaks."""

    workshop = models.ForeignKey("learning.Workshop", models.CASCADE, related_name="hostings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="hostings")
    position = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar = HostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workshop", "user"], name="hosts_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} hosts {self.workshop_id}"
