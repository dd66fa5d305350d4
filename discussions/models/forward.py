from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from discussions.models.post import Post
    from discussions.models.topic import Topic


class ForwardQuerySet(models.QuerySet["Forward"]):
    def leave(self, topic: "Topic", posts: "Iterable[Post]") -> None:
        """The posts are about to leave the topic: what they are there is written down."""
        self.bulk_create(
            self.model(topic=topic, number=post.number, post=post, parent_id=post.parent_id)
            for post in posts
        )

    def seen_by(self, viewer: Any) -> Self:
        from discussions.models.post import Post  # post.py knows nothing of this

        return self.filter(post__in=Post.objects.visible_to(viewer))


class Forward(models.Model):
    """The number that a post had in a topic which it has left: its address there leads on.

    One that comes back takes its number again, and its place.
    """

    topic = models.ForeignKey("discussions.Topic", models.CASCADE, related_name="forwards")
    number = models.PositiveIntegerField()
    post = models.ForeignKey("discussions.Post", models.CASCADE, related_name="forwards")
    parent = models.ForeignKey("discussions.Post", models.SET_NULL, null=True, related_name="+")

    objects: ClassVar = ForwardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["topic", "number"], name="forward_number_unique")
        ]

    def __str__(self) -> str:
        return f"{self.topic_id}#{self.number} is {self.post_id}"


class Merger(models.Model):
    """A topic was merged into another, has no posts any more, and leads there."""

    topic = models.OneToOneField("discussions.Topic", models.CASCADE, related_name="merger")
    into = models.ForeignKey("discussions.Topic", models.CASCADE, related_name="mergers")
    turn = models.OneToOneField(  # the other's, which says so
        "discussions.Turn", models.SET_NULL, null=True, related_name="merger"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.topic_id} into {self.into_id}"
