import secrets
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from notifications.models.rhythm import Rhythm
from notifications.quiet import end_of_quiet, midnight

LONGEST_QUIET = 24 * 60


def new_mail_key() -> str:
    return secrets.token_urlsafe(24)


class PreferenceQuerySet(models.QuerySet["Preference"]):
    def of(self, user: "User") -> "Preference":
        return self.of_each([user])[user.pk]

    def peek(self, user: "User") -> "Preference":
        """For showing: the usual ones, unsaved, where the user has none yet."""
        return self.filter(user=user).first() or Preference(user=user)

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
            missing = [self.model(user=user) for pk, user in by_id.items() if pk not in found]
            self.bulk_create(missing, ignore_conflicts=True)
            found = {row.user_id: row for row in self.filter(user__in=by_id)}
        return found


class Preference(models.Model):
    """How a user wants to be told, apart from what they follow, and by which way."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE)
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
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_to=None)
                | Q(quiet_from__isnull=False, quiet_to__isnull=False)
                & ~Q(quiet_from=F("quiet_to")),
                name="quiet_hours_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"of {self.user_id}"

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
        self.save(update_fields=["paused_until"])
        Rhythm.objects.pause(self.end_of_pause, by=self.user)

    def is_paused(self, now: datetime | None = None) -> bool:
        return self.end_of_pause is not None and (now or timezone.now()) < self.end_of_pause

    @property
    def end_of_pause(self) -> datetime | None:
        return midnight(self.paused_until, self.user.zone) if self.paused_until else None

    def quiet_until(self, moment: datetime) -> datetime:
        """The moment itself, unless it is in the quiet hours."""
        if self.quiet_from is None or self.quiet_to is None:
            return moment
        return end_of_quiet(moment, self.user.zone, self.quiet_from, self.quiet_to)

    def mail_due(self, now: datetime) -> datetime:
        """When news of now may be mailed: more of its topic may join it until then."""
        return self.quiet_until(now + timedelta(minutes=self.minutes))
