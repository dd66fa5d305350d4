from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.utils import timezone


class HeartbeatQuerySet(models.QuerySet["Heartbeat"]):
    def beat(self, name: str) -> None:
        self.update_or_create(name=name, defaults={"at": timezone.now()})

    def age(self, name: str) -> timedelta | None:
        """How long ago it last beat; None for never."""
        at = self.filter(name=name).values_list("at", flat=True).first()
        return timezone.now() - at if at else None


class Heartbeat(models.Model):
    """When something that has to happen regularly last did."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    objects: ClassVar = HeartbeatQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
