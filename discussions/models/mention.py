from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models

if TYPE_CHECKING:
    from discussions.models.post import Post


class MentionQuerySet(models.QuerySet["Mention"]):
    def note(self, post: "Post", user_ids: list[int]) -> None:
        """Keep who is named. One row for a person, so that an edit tells only those new to it."""
        mentions = [self.model(post=post, user_id=pk) for pk in user_ids]
        self.bulk_create(mentions, ignore_conflicts=True)


class Mention(models.Model):
    """A post names somebody who can read it."""

    post = models.ForeignKey("discussions.Post", models.CASCADE, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    objects: ClassVar = MentionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "user"], name="mentioned_once")]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.post_id}"
