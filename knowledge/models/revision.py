from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from core.versions import ensure_current
from knowledge.models.finding import State
from knowledge.rewriting import percent_changed

if TYPE_CHECKING:
    from accounts.models import User
    from knowledge.models.article import Article


class HistoryQuerySet(models.QuerySet["Revision"]):
    def keep(  # noqa: PLR0913 - which version, and what becomes of it, by whom and why
        self,
        article: "Article",
        *,
        by: "User",
        version: int,
        reason: str,
        title: str,
        parts: Mapping[str, str],
    ) -> "Revision":
        """Keep what a locked article says before it says this. Raises StaleVersion."""
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
            percent_changed=percent_changed(
                [article.title, *article.parts.values()], [title, *parts.values()]
            ),
        )

    def of_published(self) -> Self:
        """Edits of what was out when it was edited, and is."""
        return self.filter(
            article__state=State.PUBLISHED, replaced_at__gt=F("article__published_at")
        )

    def last_of(self, articles: Iterable[int], *, until: datetime) -> dict[int, "Revision"]:
        """By article, the last edit up to then that changed a word."""
        edits = self.of_published().filter(
            article__in=articles, replaced_at__lte=until, percent_changed__gt=0
        )
        last = edits.order_by("article", "-number").distinct("article")
        return {edit.article_id: edit for edit in last.select_related("replaced_by")}

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
    # Of its words, by the edit; nothing is known of those from before this was kept.
    percent_changed = models.PositiveSmallIntegerField(default=0, db_default=0)

    objects: ClassVar = HistoryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="article_revision_unique")
        ]
        indexes = [models.Index(fields=["replaced_at"], name="article_revision_when")]

    def __str__(self) -> str:
        return f"{self.article_id} v{self.number}"
