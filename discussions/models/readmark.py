from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import connection, models
from django.utils import timezone

from notifications.models import Notice

if TYPE_CHECKING:
    from accounts.models import User
    from discussions.models.post import Post
    from discussions.models.topic import Topic


FIRST = 1


class ReadMarkQuerySet(models.QuerySet["ReadMark"]):
    def advance(self, topic: "Topic", *, by: "User", number: int) -> None:
        """The user has read the topic up to this post number; it never goes back."""
        table = connection.ops.quote_name(ReadMark._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} AS mark (user_id, topic_id, number, at)"  # noqa: S608
                " VALUES (%s, %s, %s, %s) ON CONFLICT (user_id, topic_id) DO UPDATE"
                " SET number = excluded.number, at = excluded.at"
                " WHERE mark.number < excluded.number",
                [by.pk, topic.pk, number, timezone.now()],
            )
        self._read_notices(topic, by, number)

    def advance_through(self, topic: "Topic", *, by: "User", shown: Sequence[range]) -> None:
        """The user has seen these posts; they have read up to the first that they have not."""
        mark = self.filter(user=by, topic=topic).first()
        beyond = topic.posts.present().filter(number__gt=mark.number if mark else 0)
        numbers = beyond.order_by("number").values_list("number", flat=True)
        unseen = next((n for n in numbers.iterator() if not any(n in one for one in shown)), None)
        if unseen != FIRST:
            self.advance(topic, by=by, number=unseen - 1 if unseen else topic.post_count)

    def go_on_with(self, post: "Post") -> None:
        """Whoever had read all that stood before their post has read it too."""
        before = self.filter(user=post.author_id, topic=post.topic_id, number=post.number - 1)
        before.update(number=post.number, at=post.created_at)

    def _read_notices(self, topic: "Topic", user: "User", number: int) -> None:
        """What has been read where it stands is no news any more."""
        beyond = topic.posts.filter(number__gt=number).values_list("pk", flat=True)
        news = Notice.objects.filter(user=user, group=topic.target)
        news.exclude(key__in=[f"post:{pk}" for pk in beyond]).mark_read()


class ReadMark(models.Model):
    """How far a user has read a topic: the highest post number seen."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    topic = models.ForeignKey("discussions.Topic", models.CASCADE, related_name="readmarks")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()

    objects: ClassVar = ReadMarkQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "topic"], name="one_readmark")]

    def __str__(self) -> str:
        return f"{self.user_id} read {self.topic_id} to {self.number}"
