from typing import ClassVar, Self

from django.db import models
from django.utils import timezone


class CacheEntryQuerySet(models.QuerySet["CacheEntry"]):
    def fresh(self) -> Self:
        return self.filter(expires_at__gt=timezone.now())

    def expired(self) -> Self:
        return self.filter(expires_at__lte=timezone.now())


class CacheEntry(models.Model):
    """A value of the default cache (core/durable_cache.py)."""

    key = models.CharField(max_length=250, primary_key=True)
    value = models.JSONField()
    expires_at = models.DateTimeField(db_index=True)

    objects: ClassVar = CacheEntryQuerySet.as_manager()

    def __str__(self) -> str:
        return self.key
