from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from core.versions import ensure_current
from discussions.errors import PostHasMoved

if TYPE_CHECKING:
    from accounts.models import User
    from discussions.models.post import Post
    from discussions.models.topic import Topic


class RevisionQuerySet(models.QuerySet["Revision"]):
    def keep_post(self, post: "Post", *, by: "User", version: int, reason: str) -> "Revision":
        """Keep what the post says before it is rewritten. Raises StaleVersion, PostHasMoved."""
        current = type(post).objects.select_for_update(of=("self",), no_key=True).get(pk=post.pk)
        if current.topic_id != post.topic_id:
            raise PostHasMoved
        ensure_current(current, version)
        return self.create(
            post=current,
            number=current.version,
            source=current.source,
            author_id=self._author_of(current),
            created_at=current.edited_at or current.created_at,
            replaced_by=by,
            reason=reason,
        )

    def keep_topic(self, topic: "Topic", *, by: "User", version: int, reason: str) -> "Revision":
        """Keep kind, title, tags and opening post of a locked topic. Raises StaleVersion."""
        ensure_current(topic, version)
        opening = topic.opening
        revision = self.keep_post(opening, by=by, version=opening.version, reason=reason)
        revision.kind, revision.title = topic.kind, topic.title
        revision.tags = list(topic.tags.order_by("name").values_list("name", flat=True))
        revision.save(update_fields=["kind", "title", "tags"])
        return revision

    def _author_of(self, post: "Post") -> int:
        """Who wrote the text that stands: whoever changed it last, or the post's author."""
        last = self.filter(post=post).order_by("-number").first()
        if last is None:
            return post.author_id
        return last.author_id if last.source == post.source else last.replaced_by_id


class Revision(models.Model):
    """What a post said before an edit; the post itself holds what it says now."""

    post = models.ForeignKey("discussions.Post", models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, blank=True, db_default="")  # of an opening post
    title = models.CharField(max_length=250, blank=True)  # of an opening post
    tags = models.JSONField(default=list)  # of an opening post
    source = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    replaced_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=200, blank=True)

    objects: ClassVar = RevisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "number"], name="revision_number_unique")
        ]

    def __str__(self) -> str:
        return f"{self.post_id} v{self.number}"
