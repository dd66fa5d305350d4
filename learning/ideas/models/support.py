"""What others say to an idea: that they would come, or could teach it."""

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from learning.ideas.models.idea import Idea

LONGEST_WORDS = 300


class OfUserQuerySet(models.QuerySet[Any]):
    def of(self, user: Any) -> Self:
        return self.filter(user_id=user.pk or 0)


class IdeaVote(models.Model):
    """Somebody would come."""

    idea: "models.ForeignKey[Idea, Idea]" = models.ForeignKey(
        "learning.Idea", models.CASCADE, related_name="ballots"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    objects: ClassVar = OfUserQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["idea", "user"], name="idea_voted_once")]

    def __str__(self) -> str:
        return f"{self.user_id} for {self.idea_id}"


class TeachingOffer(models.Model):
    """Somebody could teach what is asked for, alone or with others."""

    idea: "models.ForeignKey[Idea, Idea]" = models.ForeignKey(
        "learning.Idea", models.CASCADE, related_name="offers"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    words = models.CharField(max_length=LONGEST_WORDS, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = OfUserQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["idea", "user"], name="idea_offered_once")]

    def __str__(self) -> str:
        return f"{self.user_id} teaches {self.idea_id}"
