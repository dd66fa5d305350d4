from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone

from core.audience import Audienced, AudiencedQuerySet, keys_for
from core.compiled import compiled

if TYPE_CHECKING:
    from accounts.models import User
    from notifications.notices import Kind

MOST_COUNTED = 100


class NoticeQuerySet(AudiencedQuerySet):
    def of(self, user: Any) -> Self:
        """Those told to the user that the user may still see; a visitor has none."""
        return self.filter(user_id=user.pk).visible_to(user) if user.pk else self.none()

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def for_display(self) -> Self:
        return self.select_related("actor")

    def count_unread(self, user: Any) -> int:
        """How many the bell shows; it stops counting at `MOST_COUNTED`."""
        return len(_unread(user=user.pk, keys=keys_for(user))) if user.pk else 0

    def mark_read(self, at: datetime | None = None) -> int:
        """All at one moment, by which they are found again to be unread: `mark_unread`."""
        return self.unread().update(read_at=at or timezone.now())

    def mark_unread(self) -> int:
        """Mail and digest may tell of them again, unless they have told already."""
        return self.update(read_at=None)

    def read_group(self, group: str, *, by: "User") -> int:
        """The user has seen the thing itself: what was told of it is no longer news."""
        return self.filter(user=by, group=group).mark_read()

    def retract(self, *keys: str) -> None:
        """Take back what was told of a thing that is gone, from everyone."""
        self.filter(key__in=keys).delete()

    def retract_group(self, group: str) -> None:
        self.filter(group=group).delete()

    def retract_source(self, source: str, *, of: "User") -> None:
        self.filter(user=of, source=source).delete()

    def retitle_group(self, group: str, title: str) -> None:
        """The thing is called something else now, perhaps because it had to be."""
        self.filter(group=group).update(title=title)

    def quote_anew(self, key: str, excerpt: str) -> None:
        self.filter(key=key).update(excerpt=excerpt)


@compiled()
def _unread(user: Any, keys: Any) -> "QuerySet[Notice, int]":
    told = Notice.objects.filter(user_id=user).open_to(
        Cast(keys, Notice._meta.get_field("audience"))
    )
    return told.unread().values_list("pk", flat=True)[:MOST_COUNTED]


class Notice(Audienced):
    """One thing one person is told.

    ``key`` names the thing told of, so that no two notices tell one person the same. ``kind``
    and ``payload`` find the declaration and the event again when the notice is mailed.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    key = models.CharField(max_length=60)
    kind = models.CharField(max_length=100)
    payload = models.JSONField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    title = models.CharField(max_length=300)
    excerpt = models.CharField(max_length=300, blank=True)
    url = models.CharField(max_length=500)  # a path: the origin may change
    group = models.CharField(max_length=60)  # what belongs together: "topic:9"
    source = models.CharField(max_length=60)  # where it comes from: "community:1"
    email = models.ForeignKey(
        "notifications.Email", models.SET_NULL, null=True, related_name="notices"
    )
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)

    objects: ClassVar = NoticeQuerySet.as_manager()

    class Meta(Audienced.Meta):
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_notice")]
        indexes = [
            *Audienced.Meta.indexes,
            models.Index(fields=["user"], condition=Q(read_at=None), name="notice_unread"),
            models.Index(fields=["user", "group", "-id"], name="notice_groups"),
            models.Index(fields=["key"], name="notice_of_thing"),
            models.Index(fields=["group"], name="notice_of_group"),
        ]

    def __str__(self) -> str:
        return f"{self.key} to {self.user_id}"

    @property
    def declared(self) -> "Kind | None":
        """None where nothing declares its kind any more."""
        from notifications.notices import kinds  # what is declared comes after models

        return kinds.get(self.kind)

    @property
    def sentence(self) -> str:
        """What happened, with who did it: "Joseph answered your question"."""
        from notifications.notices import sentence

        kind = self.declared
        return sentence(kind, self.actor) if kind else self.title

    def read(self) -> None:
        Notice.objects.filter(pk=self.pk).mark_read()

    def unread(self) -> None:
        Notice.objects.filter(pk=self.pk).mark_unread()
