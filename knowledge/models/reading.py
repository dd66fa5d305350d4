from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from notifications.models import Notice

if TYPE_CHECKING:
    from accounts.models import User
    from knowledge.models.article import Article


class ReadingQuerySet(models.QuerySet["Reading"]):
    def note(self, article: "Article", *, by: "User") -> None:
        self.update_or_create(article=article, user=by, defaults={"at": timezone.now()})
        # What has been read where it stands is no news any more.
        Notice.objects.read_group(article.target, by=by)


class Reading(models.Model):
    """When a user last read an article: how much hangs on its being right."""

    article = models.ForeignKey("knowledge.Article", models.CASCADE, related_name="readings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar = ReadingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "user"], name="one_reading")]

    def __str__(self) -> str:
        return f"{self.user_id} read {self.article_id}"
