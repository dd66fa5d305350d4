from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from core.events import publish
from discussions.events import BookmarkFellDue
from discussions.models.post import Post
from notifications.models import Notice

if TYPE_CHECKING:
    from accounts.models import User

LONGEST_NOTE = 300
STATES = ("all", "due", "coming")
NEWEST = ("-kept_at", "-id")


class BookmarkQuerySet(models.QuerySet["Bookmark"]):
    def of(self, user: Any) -> Self:
        """The user's, of posts that they may read now; the others are kept, and come back."""
        return self.filter(user_id=user.pk or 0, post__in=Post.objects.visible_to(user))

    def present(self) -> Self:
        return self.filter(post__deleted_at=None, post__topic__deleted_at=None)

    def in_state(self, state: str) -> Self:
        if state == "due":
            return self.filter(remind_at__lte=timezone.now())
        return self.filter(remind_at__gt=timezone.now()) if state == "coming" else self

    def unreminded(self) -> Self:
        """Those of posts that are there: the others wait until these are."""
        return self.present().in_state("due").filter(reminded=False)

    def for_display(self) -> Self:
        return self.select_related(
            "post__author", "post__topic__community", "post__topic__space__community"
        )

    def keep(
        self, post: Post, *, by: "User", note: str = "", remind_at: datetime | None = None
    ) -> "Bookmark":
        """Keep the post, with this note and reminder in the place of earlier ones."""
        values = {"note": note, "remind_at": remind_at, "reminded": False}
        with transaction.atomic():
            bookmark, is_new = self.get_or_create(user=by, post=post, defaults=values)
            if not is_new:
                bookmark.change(**values)
        return bookmark

    def keep_as_it_is(self, post: Post, *, by: "User") -> "Bookmark":
        """Keep the post; a note and a reminder that it has are left alone."""
        return self.get_or_create(user=by, post=post)[0]

    def drop(self, post: Post, *, by: "User") -> None:
        for bookmark in self.filter(user=by, post=post):
            Notice.objects.retract_group(bookmark.target)
            bookmark.delete()


class Bookmark(models.Model):
    """A user keeps a post for later. Nobody else is told, not even how many do."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    post = models.ForeignKey("discussions.Post", models.CASCADE, related_name="bookmarks")
    note = models.CharField(max_length=LONGEST_NOTE, blank=True, default="")
    remind_at = models.DateTimeField(null=True, blank=True)
    reminded = models.BooleanField(default=False)  # of this `remind_at`
    kept_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = BookmarkQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "post"], name="one_bookmark")]
        indexes = [
            models.Index(fields=["user", "-kept_at", "-id"], name="bookmark_newest"),
            models.Index(
                fields=["remind_at"], condition=Q(reminded=False), name="bookmark_unreminded"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} keeps {self.post_id}"

    @property
    def target(self) -> str:
        return f"bookmark:{self.pk}"

    @property
    def due(self) -> str:
        return self.remind_at.isoformat() if self.remind_at else ""

    @property
    def key(self) -> str:
        """Of the notice of this reminder: another one is told of anew."""
        return f"{self.target}:{self.remind_at:%Y%m%d%H%M%S%f}"

    @property
    def is_due(self) -> bool:
        return self.remind_at is not None and self.remind_at <= timezone.now()

    def change(self, **values: Any) -> None:
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=list(values))
        if not self.is_due:
            Notice.objects.read_group(self.target, by=self.user)

    def remind(self) -> None:
        """Tell of it, once for each reminder; a second call finds nothing to do."""
        with transaction.atomic():
            mine = Bookmark.objects.unreminded().filter(pk=self.pk)
            for bookmark in mine.select_for_update(of=("self",), no_key=True):
                Bookmark.objects.filter(pk=self.pk).update(reminded=True)
                publish(BookmarkFellDue(bookmark.pk, bookmark.due))
