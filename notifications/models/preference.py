import secrets
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from notifications.quiet import end_of_quiet, midnight
from notifications.schedule import next_issue

MONDAY, EIGHT = 0, 8
# After a change of day the next digest is not sent right behind the last one.
APART = timedelta(days=4)
LONGEST_QUIET = 24 * 60


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


def new_mail_key() -> str:
    return secrets.token_urlsafe(24)


class PreferenceQuerySet(models.QuerySet["Preference"]):
    def of(self, user: "User") -> "Preference":
        return self.of_each([user])[user.pk]

    def peek(self, user: "User") -> "Preference":
        """For showing: the usual ones, unsaved, where the user has none yet."""
        return self.filter(user=user).first() or Preference(user=user, zone=user.timezone)

    def peek_each(self, users: Iterable["User"]) -> dict[int, "Preference"]:
        """For asking: the usual ones, unsaved, of who has none yet."""
        by_id = {user.pk: user for user in users}
        rows = {row.user_id: row for row in self.filter(user__in=by_id)}
        found = {pk: rows.get(pk) or Preference() for pk in by_id}
        for pk, row in found.items():
            row.user = by_id[pk]
        return found

    def of_each(self, users: Iterable["User"]) -> dict[int, "Preference"]:
        """The preferences of each of the users; who never chose any is given the usual ones."""
        by_id = {user.pk: user for user in users}
        found: dict[int, Preference] = {row.user_id: row for row in self.filter(user__in=by_id)}
        if len(found) < len(by_id):
            self.enrol(user for pk, user in by_id.items() if pk not in found)
            found = {row.user_id: row for row in self.filter(user__in=by_id)}
        return found

    def enrol(self, users: Iterable["User"]) -> int:
        now = timezone.now()
        rows = [self.model(user=user, zone=user.timezone) for user in users]
        for row in rows:
            row.digest_due_at = row.next_digest(now)
        return len(self.bulk_create(rows, ignore_conflicts=True))

    def enrol_newcomers(self, most: int) -> int:
        """Give the usual preferences to users who have none yet; how many."""
        newcomers = User.objects.active().filter(preference=None).only("pk", "timezone")
        return self.enrol(newcomers.order_by("pk")[:most])

    def moved(self) -> Self:
        """Of users who have changed their time zone since their next digest was set."""
        return self.exclude(zone=F("user__timezone")).select_related("user")

    def due(self, now: datetime) -> Self:
        return self.filter(digest_due_at__lte=now)


class Preference(models.Model):
    """How a user wants to be told, apart from what they follow, and by which way."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE)
    mails_digest = models.BooleanField(_("send me a weekly digest"), default=True)
    digest_weekday = models.PositiveSmallIntegerField(
        _("day"), choices=Weekday.choices, default=MONDAY
    )
    digest_hour = models.PositiveSmallIntegerField(
        _("hour"), default=EIGHT, validators=[MaxValueValidator(23)]
    )
    zone = models.CharField(max_length=64, default="UTC")  # in which `digest_due_at` was reckoned
    digest_due_at = models.DateTimeField(null=True)  # none: the digest is off
    digest_last_at = models.DateTimeField(null=True)  # when the last one fell due
    # How long news waits for more of its topic before it is mailed; none: as long as is usual here.
    quiet_minutes = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(LONGEST_QUIET)]
    )
    quiet_from = models.TimeField(null=True, blank=True)  # by the user's clock, over midnight too
    quiet_to = models.TimeField(null=True, blank=True)
    paused_until = models.DateField(null=True, blank=True)  # no mail before that day
    # Signs addresses in mails that must work for ever, so it outlives the site's own key.
    mail_key = models.CharField(max_length=32, default=new_mail_key, editable=False)

    objects: ClassVar = PreferenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(digest_weekday__lte=6), name="digest_weekday_known"),
            models.CheckConstraint(condition=Q(digest_hour__lte=23), name="digest_hour_known"),
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_to=None)
                | Q(quiet_from__isnull=False, quiet_to__isnull=False)
                & ~Q(quiet_from=F("quiet_to")),
                name="quiet_hours_whole",
            ),
        ]
        indexes = [models.Index(fields=["digest_due_at"], name="digest_due")]

    def __str__(self) -> str:
        return f"of {self.user_id}"

    def choose(
        self,
        *,
        mails_digest: bool,
        digest_weekday: int,
        digest_hour: int,
    ) -> None:
        self.mails_digest = mails_digest
        self.digest_weekday, self.digest_hour = digest_weekday, digest_hour
        self.reschedule()
        self.save()

    @property
    def minutes(self) -> int:
        return settings.MAIL_QUIET_MINUTES if self.quiet_minutes is None else self.quiet_minutes

    def keep_quiet(
        self, *, quiet_minutes: int | None, quiet_from: time | None, quiet_to: time | None
    ) -> None:
        """Quiet hours that end when they begin are none."""
        has_hours = quiet_from is not None and quiet_to is not None and quiet_from != quiet_to
        self.quiet_minutes = quiet_minutes
        self.quiet_from, self.quiet_to = (quiet_from, quiet_to) if has_hours else (None, None)
        self.save(update_fields=["quiet_minutes", "quiet_from", "quiet_to"])

    def pause(self, until: date | None) -> None:
        """No mail before that day, nor later of what came till then: it is in the next digest.

        None ends the pause.
        """
        self.paused_until = until
        self.reschedule()
        self.save(update_fields=["paused_until", "zone", "digest_due_at"])

    def is_paused(self, now: datetime | None = None) -> bool:
        return self.paused_until is not None and (now or timezone.now()) < self._end_of_pause()

    def _end_of_pause(self) -> datetime:
        assert self.paused_until  # noqa: S101
        return midnight(self.paused_until, self.user.zone)

    def quiet_until(self, moment: datetime) -> datetime:
        """The moment itself, unless it is in the quiet hours."""
        if self.quiet_from is None or self.quiet_to is None:
            return moment
        return end_of_quiet(moment, self.user.zone, self.quiet_from, self.quiet_to)

    def mail_due(self, now: datetime) -> datetime:
        """When news of now may be mailed: more of its topic may join it until then."""
        return self.quiet_until(now + timedelta(minutes=self.minutes))

    def mail_digest(self, *, on: bool) -> None:
        self.mails_digest = on
        self.reschedule()
        self.save(update_fields=["mails_digest", "zone", "digest_due_at"])

    def reschedule(self) -> None:
        """Reckon anew when the next digest falls due, in the zone the user is in now."""
        self.zone = self.user.timezone
        self.digest_due_at = self.next_digest(timezone.now()) if self.mails_digest else None

    def next_digest(self, now: datetime) -> datetime:
        after = max(now, self.digest_last_at + APART) if self.digest_last_at else now
        after = max(after, self._end_of_pause()) if self.paused_until else after
        return next_issue(after, self.zone, self.digest_weekday, self.digest_hour)
