from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from core.versions import ensure_current
from knowledge.models.finding import State

if TYPE_CHECKING:
    from accounts.models import User
    from knowledge.models.article import Article


class HistoryQuerySet(models.QuerySet["Revision"]):
    def keep(self, article: "Article", *, by: "User", version: int, reason: str) -> "Revision":
        """Keep what a locked article says before it is rewritten. Raises StaleVersion."""
        ensure_current(article, version)
        last = self.filter(article=article).order_by("-number").first()
        return self.create(
            article=article,
            number=article.version,
            title=article.title,
            tags=list(article.tags.order_by("name").values_list("name", flat=True)),
            sources=article.typed_sources,
            **article.parts,
            author_id=last.replaced_by_id if last else article.author_id,
            created_at=last.replaced_at if last else article.created_at,
            replaced_by=by,
            reason=reason,
            was_draft=article.state == State.DRAFT,
        )

    def visible_to(self, viewer: Any) -> Self:
        """Of an article that the viewer may read. What somebody tried in a draft is theirs."""
        return self.filter(Q(was_draft=False) | Q(article__author_id=viewer.pk or 0))


class Revision(models.Model):
    """What an article said before an edit; the article itself holds what it says now."""

    article = models.ForeignKey("knowledge.Article", models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=250)
    tags = models.JSONField(default=list)
    question = models.TextField(blank=True)
    applies = models.TextField(blank=True)
    practice = models.TextField(blank=True)
    exceptions = models.TextField(blank=True)
    sources = models.TextField(blank=True)  # as they are typed
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    replaced_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=200, blank=True)
    was_draft = models.BooleanField(default=False)

    objects: ClassVar = HistoryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="article_revision_unique")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} v{self.number}"
