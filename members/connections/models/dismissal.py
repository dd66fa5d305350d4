from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models import User


class DismissalQuerySet(models.QuerySet["Dismissal"]):
    def dismiss(self, person: User, *, by: User) -> None:
        self.bulk_create([self.model(user=by, person=person)], ignore_conflicts=True)

    def restore(self, person: User, *, by: User) -> None:
        self.filter(user=by, person=person).delete()


class Dismissal(models.Model):
    """Somebody does not want this person suggested to them, for good."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = DismissalQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "person"], name="one_dismissal")]

    def __str__(self) -> str:
        return f"{self.user_id} does not want {self.person_id} suggested"
