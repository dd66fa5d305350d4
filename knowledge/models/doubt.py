from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from core.events import publish
from knowledge.events import ArticleDoubted, DoubtWithdrawn

if TYPE_CHECKING:
    from accounts.models import User
    from knowledge.models.article import Article


class DoubtQuerySet(models.QuerySet["Doubt"]):
    def raise_on(self, article: "Article", *, by: "User", note: str = "") -> "Doubt":
        """Say that the article is out of date; saying it again changes the words."""
        with transaction.atomic():
            type(article).objects.lock(article.pk).ensure_published()
            doubt, created = self.update_or_create(
                article=article, user=by, defaults={"note": note}
            )
            if created:
                publish(ArticleDoubted(doubt.pk))
        return doubt

    def withdraw(self, article: "Article", *, by: "User") -> None:
        with transaction.atomic():
            withdrawn, _rows = self.filter(article=article, user=by).delete()
            if withdrawn:
                publish(DoubtWithdrawn(article.pk))


class Doubt(models.Model):
    """A member holds an article to be out of date. Whoever verifies it settles all doubts."""

    article = models.ForeignKey("knowledge.Article", models.CASCADE, related_name="doubts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = DoubtQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "user"], name="one_doubt")]

    def __str__(self) -> str:
        return f"{self.user_id} doubts {self.article_id}"
