from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from core.versions import ensure_current

if TYPE_CHECKING:
    from accounts.models import User
    from projects.models.page import Page


class PageRevisionQuerySet(models.QuerySet["PageRevision"]):
    def keep(self, page: "Page", *, by: "User", version: int, reason: str) -> "PageRevision":
        """Keep what a locked page says before it is rewritten. Raises StaleVersion."""
        ensure_current(page, version)
        return self.create(
            page=page,
            number=page.version,
            title=page.title,
            source=page.source,
            author_id=page.changed_by_id,
            created_at=page.changed_at,
            replaced_by=by,
            reason=reason,
        )


class PageRevision(models.Model):
    """What a page said before an edit; the page itself holds what it says now."""

    page = models.ForeignKey("projects.Page", models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    source = models.TextField(blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    replaced_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=200, blank=True)

    objects: ClassVar = PageRevisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="page_revision_once"),
        ]

    def __str__(self) -> str:
        return f"{self.page_id} v{self.number}"
