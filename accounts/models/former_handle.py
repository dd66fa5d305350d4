from typing import ClassVar

from django.conf import settings
from django.db import models


class FormerHandle(models.Model):
    """A handle a user has given up. It still leads to them, and nobody else can take it."""

    KEPT = 5  # for each user; older ones are free again

    handle = models.CharField(max_length=30, primary_key=True)  # in small letters
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="former_handles"
    )
    left_at = models.DateTimeField(auto_now=True)

    objects: ClassVar = models.Manager()

    class Meta:
        ordering = ["-left_at"]

    def __str__(self) -> str:
        return self.handle
