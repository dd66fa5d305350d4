from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.calendars.writing import Partstat
from learning.workshops.models import Registration


class Said(models.TextChoices):
    """Of what calendars know, what somebody can say who was invited."""

    YES = Partstat.ACCEPTED.value, _("Comes")
    MAYBE = Partstat.TENTATIVE.value, _("Comes perhaps")
    NO = Partstat.DECLINED.value, _("Does not come")


class InvitationAnswerQuerySet(models.QuerySet["InvitationAnswer"]):
    def gave_back(self, registration: Registration) -> bool:
        """Whether it was by their calendar that they do not come."""
        mine = self.filter(registration=registration, changes=registration.changes)
        return mine.filter(said=Said.NO, by_calendar=True).exists()

    def note(
        self, registration: Registration, said: str, *, stamp: datetime, by_calendar: bool
    ) -> None:
        """Of a registration whose workshop is locked."""
        values: dict[str, Any] = {
            "said": said,
            "sequence": registration.workshop.sequence,
            "stamp": stamp,
            "changes": registration.changes,
            "by_calendar": by_calendar,
            "taken_at": timezone.now(),
        }
        self.update_or_create(registration=registration, defaults=values)


class InvitationAnswer(models.Model):
    """What somebody who is registered said last, by their calendar or by mail.

    It came of an invitation with that ``sequence``, and was given at ``stamp`` by the clock of
    their program: what is older counts no more. ``changes`` is what the registration became by it.
    """

    registration = models.OneToOneField(
        Registration, models.CASCADE, related_name="invitation_answer"
    )
    said = models.CharField(max_length=9, choices=Said.choices)
    sequence = models.PositiveIntegerField()
    stamp = models.DateTimeField()
    changes = models.PositiveIntegerField()
    by_calendar = models.BooleanField()  # which then knows of it already
    taken_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = InvitationAnswerQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.said} to {self.registration_id}"

    def is_of(self, registration: Registration) -> bool:
        """Whether it is the last word: it was not changed since, and the workshop not moved."""
        same = self.sequence == registration.workshop.sequence
        return same and self.changes == registration.changes

    def says_maybe_of(self, registration: Registration) -> bool:
        return self.said == Said.MAYBE and self.is_of(registration)
