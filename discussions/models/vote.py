from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from core.events import publish
from discussions.errors import OwnPost, PostHasMoved
from discussions.events import VoteChanged

if TYPE_CHECKING:
    from accounts.models import User
    from discussions.models.post import Post


class VoteQuerySet(models.QuerySet["Vote"]):
    def cast(self, post: "Post", *, by: "User") -> None:
        """Say that the post was useful; saying it twice counts once.

        Raises OwnPost, PostHasMoved.
        """
        if post.author_id == by.pk:
            raise OwnPost
        with transaction.atomic():
            type(post.topic).objects.renew_page(post.topic_id)
            _, created = self.get_or_create(post=post, user=by)
            if created:
                self._count(post, 1)

    def withdraw(self, post: "Post", *, by: "User") -> None:
        with transaction.atomic():
            type(post.topic).objects.renew_page(post.topic_id)
            deleted, _ = self.filter(post=post, user=by).delete()
            if deleted:
                self._count(post, -1)

    def _count(self, post: "Post", change: int) -> None:
        mine = type(post).objects.filter(pk=post.pk, topic=post.topic_id)
        if not mine.update(useful_count=F("useful_count") + change):
            raise PostHasMoved
        if post.is_opening:
            type(post.topic).objects.filter(pk=post.topic_id).update(
                useful_count=F("useful_count") + change
            )
        post.useful_count += change
        publish(VoteChanged(post.pk))


class Vote(models.Model):
    """A member found a post useful: the one vote, upward."""

    post = models.ForeignKey("discussions.Post", models.CASCADE, related_name="votes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    cast_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = VoteQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "user"], name="one_vote")]

    def __str__(self) -> str:
        return f"{self.user_id} for {self.post_id}"
