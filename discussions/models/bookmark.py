from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from discussions.models.post import Post
from notifications import reminders
from notifications.models import Reminder

if TYPE_CHECKING:
    from accounts.models import User

LONGEST_NOTE = 300
STATES = ("all", "due", "coming")
NEWEST = ("-kept_at", "-id")


class BookmarkQuerySet(models.QuerySet["Bookmark"]):
    def of(self, user: Any) -> Self:
        """The user's, of posts that they may read now; the others are kept, and come back."""
        return self.filter(user_id=user.pk or 0, post__in=Post.objects.visible_to(user))

    def in_state(self, state: str) -> Self:
        if state == "due":
            return self.filter(remind_at__lte=timezone.now())
        return self.filter(remind_at__gt=timezone.now()) if state == "coming" else self

    def for_display(self) -> Self:
        return self.select_related(
            "post__author", "post__topic__community", "post__topic__space__community"
        )

    def keep(
        self, post: Post, *, by: "User", note: str = "", remind_at: datetime | None = None
    ) -> "Bookmark":
        """Keep the post, with this note and reminder in the place of earlier ones."""
        with transaction.atomic():
            bookmark = self.get_or_create(user=by, post=post)[0]
            bookmark.change(note=note, remind_at=remind_at)
        return bookmark

    def keep_as_it_is(self, post: Post, *, by: "User") -> "Bookmark":
        """Keep the post; a note and a reminder that it has are left alone."""
        return self.get_or_create(user=by, post=post)[0]

    def drop(self, post: Post, *, by: "User") -> None:
        for bookmark in self.filter(user=by, post=post):
            Reminder.objects.forget(bookmark.target)
            bookmark.delete()


class Bookmark(models.Model):
    """A user keeps a post for later. Nobody else is told, not even how many do."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    post = models.ForeignKey("discussions.Post", models.CASCADE, related_name="bookmarks")
    note = models.CharField(max_length=LONGEST_NOTE, blank=True, default="")
    remind_at = models.DateTimeField(null=True, blank=True)
    kept_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = BookmarkQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "post"], name="one_bookmark")]
        indexes = [models.Index(fields=["user", "-kept_at", "-id"], name="bookmark_newest")]

    def __str__(self) -> str:
        return f"{self.user_id} keeps {self.post_id}"

    @property
    def target(self) -> str:
        return f"bookmark:{self.pk}"

    @property
    def is_due(self) -> bool:
        return self.remind_at is not None and self.remind_at <= timezone.now()

    def change(self, **values: Any) -> None:
        for name, value in values.items():
            setattr(self, name, value)
        with transaction.atomic():
            self.save(update_fields=list(values))
            reminders.arrange(self.target)
