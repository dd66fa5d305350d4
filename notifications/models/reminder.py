from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import F, Min, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from notifications.models.notice import Notice

if TYPE_CHECKING:
    from accounts.models import User

Wanted = Mapping[tuple[int, int], datetime]
"""When whom to remind: by the user's id and the minutes ahead."""


class State(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    TOLD = "told", _("Told")
    DISMISSED = "dismissed", _("Dismissed")


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def waiting(self) -> Self:
        return self.filter(state=State.WAITING)

    def of(self, user: Any) -> Self:
        """What is still to come for the user."""
        return self.waiting().filter(user_id=user.pk or 0)

    def due(self) -> Self:
        return self.waiting().filter(ask_at__lte=timezone.now())

    def things_due(self, most: int) -> list[str]:
        """What has something due, the longest due first."""
        things = self.due().values("thing").annotate(first=Min("ask_at"))
        return list(things.order_by("first").values_list("thing", flat=True)[:most])

    def things_of_movers(self, most: int) -> list[str]:
        """Whatever is to remind somebody who has changed their time zone since it was reckoned."""
        moved = self.waiting().exclude(zone=F("user__timezone"))
        return list(moved.order_by("thing").values_list("thing", flat=True).distinct()[:most])

    def hold(self, thing: str) -> None:
        """Until the transaction ends, nobody else settles this thing: there may be no row yet."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"reminder {thing}"]
            )

    def settle(
        self,
        thing: str,
        wanted: Wanted,
        zones: Mapping[int, str],
        only: Collection[int] | None = None,
    ) -> None:
        """Make the reminders of the thing be those wanted; one told of or dismissed stays so.

        Where ``only`` names users, those of others are left alone.

        It is told again only where its moment has moved into the future. What was told of a
        moment that is no more is taken back.
        """
        now = timezone.now()
        of_them = Q() if only is None else Q(user__in=only)
        rows: list[Reminder] = list(self.filter(of_them, thing=thing))
        found = {(row.user_id, row.minutes): row for row in rows}
        unwanted = [row for key, row in found.items() if key not in wanted]
        kept = [(row, wanted[key]) for key, row in found.items() if key in wanted]
        Notice.objects.retract(
            *(row.key for row in unwanted), *(row.key for row, at in kept if row.due_at != at)
        )
        waiting = [row.pk for row in unwanted if row.state == State.WAITING]
        self.filter(pk__in=waiting).delete()
        moved = [row for row, at in kept if row.move(at, zones[row.user_id])]
        Reminder.objects.bulk_update(moved, ["due_at", "ask_at", "state", "zone"])
        new = [
            Reminder(user_id=user, thing=thing, minutes=minutes, zone=zones[user]).at(at)
            for (user, minutes), at in wanted.items()
            # Too late for a lead; never for the moment itself.
            if (user, minutes) not in found and (at > now or not minutes)
        ]
        Reminder.objects.bulk_create(new)

    def forget(self, thing: str) -> None:
        """The thing is gone."""
        rows = self.filter(thing=thing)
        Notice.objects.retract(*(row.key for row in rows))
        rows.delete()


class Reminder(models.Model):
    """One person is to be reminded of one thing, so many minutes ahead: one row, told once.

    ``ask_at`` is when to look whether it can be told: later than ``due_at`` while the thing is
    out of sight.
    """

    AGAIN = timedelta(hours=1)

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    thing = models.CharField(max_length=40)  # "article:7"
    minutes = models.PositiveIntegerField()  # ahead of what falls due
    zone = models.CharField(max_length=64)  # in which ``due_at`` was reckoned
    due_at = models.DateTimeField()
    ask_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)

    objects: ClassVar = ReminderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "thing", "minutes"], name="one_reminder"),
        ]
        indexes = [
            models.Index(
                fields=["ask_at"], condition=Q(state=State.WAITING), name="reminder_waiting"
            ),
            models.Index(
                fields=["user", "due_at", "id"],
                condition=Q(state=State.WAITING),
                name="reminder_coming",
            ),
            models.Index(fields=["thing"], name="reminder_of_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} of {self.thing}"

    @property
    def due(self) -> str:
        return self.due_at.isoformat()

    @property
    def key(self) -> str:
        """Of its notice: one that moved is told of anew."""
        return f"reminder:{self.pk}:{self.due_at:%Y%m%d%H%M%S%f}"

    def at(self, moment: datetime) -> "Reminder":
        self.due_at = self.ask_at = moment
        return self

    def move(self, moment: datetime, zone: str) -> bool:
        """Whether anything changes, which the caller saves."""
        changes = (self.due_at, self.zone) != (moment, zone)
        if self.due_at != moment and (self.state == State.WAITING or moment > timezone.now()):
            self.at(moment).state = State.WAITING
        self.zone = zone
        return changes

    def tell(self) -> None:
        Reminder.objects.filter(pk=self.pk).update(state=State.TOLD)

    def dismiss(self) -> None:
        """Be silent about it, unless the thing moves: then it is another day."""
        Reminder.objects.filter(pk=self.pk, state=State.WAITING).update(state=State.DISMISSED)


class LeadTimesQuerySet(models.QuerySet["LeadTimes"]):
    def choose(self, about: str, minutes: Iterable[int], *, by: "User") -> None:
        chosen = {"minutes": sorted(set(minutes), reverse=True)}
        self.update_or_create(user=by, about=about, defaults=chosen)

    def forget(self, about: str, *, by: "User") -> None:
        self.filter(user=by, about=about).delete()

    def of_each(self, user_ids: Iterable[int], thing: str) -> dict[int, list[int]]:
        """What those of the users who chose any have chosen for the thing, or else for its kind."""
        kind = thing.partition(":")[0]
        rows = self.filter(user__in=user_ids, about__in=[kind, thing])
        return dict(rows.order_by("about").values_list("user_id", "minutes"))


class LeadTimes(models.Model):
    """How long ahead a user wants to be reminded of a kind of thing (``article``), or of one.

    None at all is a choice too.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    about = models.CharField(max_length=40)
    minutes = ArrayField(models.PositiveIntegerField(), default=list)

    objects: ClassVar = LeadTimesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "lead times"
        constraints = [models.UniqueConstraint(fields=["user", "about"], name="one_lead_times")]

    def __str__(self) -> str:
        return f"{self.user_id} for {self.about}"
