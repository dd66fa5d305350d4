from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, F, Max, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from notifications.schedule import APART, Every, next_issue

OVER_ALL = ""  # the scope of the digest over all communities without a rhythm of their own
MONDAY, EIGHT = 0, 8


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class RhythmQuerySet(models.QuerySet["Rhythm"]):
    def of(self, user: User) -> dict[str, "Rhythm"]:
        """The user's, by scope; the usual one over all, unsaved, where they never chose."""
        usual = Rhythm(user=user, zone=user.timezone)
        return {OVER_ALL: usual} | {row.scope: row for row in self.filter(user=user)}

    def of_each(self, user_ids: Iterable[int]) -> dict[int, dict[str, "Rhythm"]]:
        found: dict[int, dict[str, Rhythm]] = {pk: {} for pk in user_ids}
        for row in self.filter(user__in=found):
            found[row.user_id][row.scope] = row
        return found

    def choose(self, scope: str, *, by: User, every: str, weekday: int, hour: int) -> "Rhythm":
        rhythm = self.filter(user=by, scope=scope).first() or Rhythm(user=by, scope=scope)
        rhythm.user, rhythm.every, rhythm.weekday, rhythm.hour = by, every, weekday, hour
        pauses = self.filter(user=by).aggregate(until=Max("not_before"))
        rhythm.not_before = pauses["until"]
        rhythm.reschedule()
        rhythm.save()
        return rhythm

    def forget(self, scope: str, *, of: User) -> None:
        """Its news is in the digest over all again, or in none if it is left."""
        self.filter(user=of, scope=scope).exclude(scope=OVER_ALL).delete()

    def pause(self, until: datetime | None, *, by: User) -> None:
        """No digest before that moment; the next one after tells of all that came till then."""
        self.enrol([by])
        for rhythm in self.filter(user=by):
            rhythm.user, rhythm.not_before = by, until
            rhythm.reschedule()
            rhythm.save(update_fields=["not_before", "zone", "due_at"])

    def enrol(self, users: Iterable[User]) -> int:
        now = timezone.now()
        rows = [self.model(user=user, zone=user.timezone) for user in users]
        for row in rows:
            row.due_at = row.next_after(now)
        return len(self.bulk_create(rows, ignore_conflicts=True))

    def enrol_newcomers(self, most: int) -> int:
        """Give the usual rhythm to users who have none yet; how many."""
        enrolled = self.filter(user=OuterRef("pk"), scope=OVER_ALL)
        newcomers = User.objects.active().filter(~Exists(enrolled)).only("pk", "timezone")
        return self.enrol(newcomers.order_by("pk")[:most])

    def moved(self) -> Self:
        """Of users who have changed their time zone since their next digest was set."""
        return self.exclude(zone=F("user__timezone")).select_related("user")

    def due(self, now: datetime) -> Self:
        return self.filter(due_at__lte=now)


class Rhythm(models.Model):
    """When a user gets a digest: of one community, or of all that have no rhythm of their own."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="rhythms")
    scope = models.CharField(max_length=40, blank=True, default=OVER_ALL)  # or "community:3"
    every = models.CharField(_("how often"), choices=Every, default=Every.WEEKLY, max_length=11)
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday, default=MONDAY)
    hour = models.PositiveSmallIntegerField(
        _("hour"), default=EIGHT, validators=[MaxValueValidator(23)]
    )
    zone = models.CharField(max_length=64, default="UTC")  # in which `due_at` was reckoned
    due_at = models.DateTimeField(null=True)  # none: it is off
    last_at = models.DateTimeField(null=True)  # when the last one fell due
    not_before = models.DateTimeField(null=True)  # while its reader pauses all mail

    objects: ClassVar = RhythmQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "scope"], name="one_rhythm"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="rhythm_weekday_known"),
            models.CheckConstraint(condition=Q(hour__lte=23), name="rhythm_hour_known"),
            models.CheckConstraint(condition=Q(every__in=Every.values), name="rhythm_known"),
        ]
        indexes = [models.Index(fields=["due_at"], name="rhythm_due")]

    def __str__(self) -> str:
        return f"{self.every} to {self.user_id} of {self.scope or 'all'}"

    @property
    def is_off(self) -> bool:
        return self.every == Every.OFF

    def stop(self) -> None:
        self._change(Every.OFF)

    def resume(self) -> None:
        """As often as it was before it was stopped, as far as an issue tells."""
        sent = self.user.digests.filter(scope=self.scope).order_by("-due_at").first()
        self._change(sent.every if sent else Every.WEEKLY)

    def reschedule(self) -> None:
        """Reckon anew when the next digest falls due, in the zone the user is in now."""
        self.zone = self.user.timezone
        self.due_at = None if self.is_off else self.next_after(timezone.now())

    def next_after(self, now: datetime) -> datetime:
        after = max(now, self.last_at + APART[Every(self.every)]) if self.last_at else now
        after = max(after, self.not_before) if self.not_before else after
        return next_issue(after, self.zone, self.every, self.weekday, self.hour)

    def _change(self, every: str) -> None:
        self.every = every
        self.reschedule()
        self.save(update_fields=["every", "zone", "due_at"])
