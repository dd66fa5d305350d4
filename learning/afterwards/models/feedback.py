from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.workshops.models import Workshop

if TYPE_CHECKING:
    from accounts.models import User

LONGEST = 2000


class Worth(models.TextChoices):
    """Whether it was worth the time."""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("In part")
    NO = "no", _("No")


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    def of(self, user: Any) -> Self:
        return self.filter(user_id=user.pk or 0)

    def give(
        self, workshop: Workshop, *, by: "User", worth: str, takes: str, wishes: str
    ) -> "Feedback":
        """Say it, or say it otherwise."""
        said = {"worth": worth, "takes": takes, "wishes": wishes, "given_at": timezone.now()}
        feedback, _is_new = self.update_or_create(workshop=workshop, user=by, defaults=said)
        return feedback

    def counts(self) -> dict[Worth, int]:
        found = dict(self.order_by().values_list("worth").annotate(Count("pk")))
        return {worth: found.get(worth.value, 0) for worth in Worth}

    def in_words(self) -> Self:
        """Those in which something is written, in an order that tells nobody who came when."""
        return self.exclude(takes="", wishes="").order_by("worth", "takes", "wishes")


class Feedback(models.Model):
    """What one who came says of a workshop to those who gave it, who do not learn who says it."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="feedback")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    worth = models.CharField(max_length=6, choices=Worth.choices)
    takes = models.TextField(max_length=LONGEST, blank=True)  # what they do otherwise from now on
    wishes = models.TextField(max_length=LONGEST, blank=True)  # what should be otherwise next time
    given_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = FeedbackQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workshop", "user"], name="feedback_once"),
        ]

    def __str__(self) -> str:
        return f"{self.worth} of {self.workshop_id}"
