from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from core.audience import Audienced, AudiencedQuerySet

if TYPE_CHECKING:
    from accounts.models import User
    from communities.models.space import Space


class ActivityQuerySet(AudiencedQuerySet):
    def record(
        self, verb: str, subject: Any, *, by: "User", space: "Space", to: "User | None" = None
    ) -> "Activity":
        """Write down who did what to which thing, in the act's own transaction."""
        return self.create(
            community_id=space.community_id,
            actor=by,
            verb=verb,
            subject_kind=subject._meta.label_lower,
            subject_id=subject.pk,
            to_user=to,
            scope=space.scope,
            audience=space.audience,
        )

    def about(self, model: type[models.Model], ids: Any) -> Self:
        return self.filter(subject_kind=model._meta.label_lower, subject_id__in=ids)


class Activity(Audienced):
    """Who did what to which thing, in reply to whom.

    The feed, the health figures and a person's timeline all read it.
    """

    community = models.ForeignKey("communities.Community", models.CASCADE, related_name="+")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="activity")
    verb = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = ActivityQuerySet.as_manager()

    class Meta(Audienced.Meta):
        verbose_name_plural = "activities"
        indexes = [
            *Audienced.Meta.indexes,
            models.Index(fields=["actor", "-at"], name="activity_of_person"),
            models.Index(fields=["community", "-at"], name="activity_of_community"),
            models.Index(fields=["subject_kind", "subject_id"], name="activity_of_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_id} {self.verb} {self.subject_kind}:{self.subject_id}"
