from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from members.profiles.levels import Level, open_to


class PassageQuerySet(models.QuerySet["Passage"]):
    def visible_to(self, viewer: Any) -> Self:
        return self.filter(open_to(viewer))


class Passage(models.Model):
    """All the words of somebody's fields that have one level: what they are looked for by.

    That of everyone has their name, handle and headline too, and is there for whoever has a page.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="passages")
    level = models.CharField(max_length=12, choices=Level.choices)
    text = models.TextField()

    objects: ClassVar = PassageQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "level"], name="one_passage")]
        indexes = [GinIndex(fields=["text"], opclasses=["gin_trgm_ops"], name="passage_trigrams")]

    def __str__(self) -> str:
        return f"{self.level} of {self.user_id}"
