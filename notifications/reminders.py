"""What an app declares about what falls due, in its own ``reminders.py``.

    @reminders.on("workshop")
    class WorkshopBegins(reminders.Due):
        usual = (7 * DAY, DAY, HOUR)
        def find(self, pks): …

and whoever changes such a thing, its day or whom it concerns, calls ``arrange("workshop:7")`` in
the same transaction: that makes the rows of `Reminder` be what the declaration says now.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from accounts.models import User
from core.events import publish
from notifications import notices
from notifications.events import ReminderFellDue
from notifications.models import LeadTimes, Reminder

HOUR, DAY = 60, 24 * 60  # in minutes, as leads are
MORNING = time(9)  # when one is told of what has a day and no hour


class Due(notices.Kind):
    """One kind of thing that falls due, and how it is told.

    What the other methods of a `notices.Kind` are given is the thing, with its ``reminder``.
    """

    prefix: ClassVar[str]  # set by `on`
    name_of_kind: ClassVar[str | Promise]  # "Articles that you own": for the settings
    usual: ClassVar[tuple[int, ...]] = (0,)  # minutes ahead, unless somebody chose others
    choices: ClassVar[tuple[int, ...]] = ()  # to choose from; none: each thing has its own moment

    def find(self, pks: Iterable[int]) -> Mapping[int, Any]:
        """Those of the things that exist, in a query or two."""
        raise NotImplementedError

    def moment(self, thing: Any) -> datetime | date | None:
        """When it falls due: a day is that day wherever one lives. None: not at all, or no more."""
        raise NotImplementedError

    def who(self, thing: Any) -> QuerySet[User]:
        """Whom it concerns now; asked again when it is told."""
        raise NotImplementedError

    def things_of(self, user: User) -> Iterable[int]:
        """The ids of those that concern the user and are still to come."""
        raise NotImplementedError

    def is_there(self, thing: Any) -> bool:
        """Whether it can be shown. What is out of sight for a while is told of when it is back."""
        return True

    def load(self, event: ReminderFellDue) -> Any:
        kind, pk = parts_of(event.thing)
        if kind != self.prefix:
            return None
        reminder = Reminder.objects.filter(pk=event.reminder_id).first()
        thing = self.find([pk]).get(pk)
        if thing is None or reminder is None or reminder.due != event.due:
            return None
        thing.reminder = reminder
        return thing if self.is_there(thing) else None

    def recipients(self, thing: Any) -> QuerySet[User]:
        return self.who(thing).filter(pk=thing.reminder.user_id)

    def key(self, thing: Any) -> str:
        return str(thing.reminder.key)


kinds: dict[str, Due] = {}


def on(prefix: str) -> Callable[[type[Due]], type[Due]]:
    """Remind of what is called ``prefix:7`` as the class says."""

    def register(due_class: type[Due]) -> type[Due]:
        due_class.prefix = prefix
        notices.on(ReminderFellDue)(due_class)
        kinds[prefix] = due_class()
        return due_class

    return register


def parts_of(thing: str) -> tuple[str, int]:
    kind, _colon, pk = thing.partition(":")
    return kind, int(pk)


def arrange(key: str, *, only: Collection[int] | None = None) -> None:
    """Make the reminders of a thing be what is declared of it now; any number of times.

    Call it in the transaction that has changed the thing, after that. ``only`` names the users of
    whom something has changed, where many are reminded of the thing and it is itself as it was.
    """
    with transaction.atomic():
        Reminder.objects.hold(key)  # and read what it is after: another may have moved it
        prefix, pk = parts_of(key)
        thing = kinds[prefix].find([pk]).get(pk)
        if thing is None:
            Reminder.objects.forget(key)
        else:
            _settle(key, kinds[prefix], thing, only)


def _settle(key: str, kind: Due, thing: Any, only: Collection[int] | None) -> None:
    moment = kind.moment(thing)
    concerned = kind.who(thing) if only is None else kind.who(thing).filter(pk__in=only)
    users = [] if moment is None else list(concerned.only("pk", "timezone"))
    chosen = LeadTimes.objects.of_each([user.pk for user in users], key)
    wanted = {
        (user.pk, minutes): ahead(moment, minutes, user.zone)
        for user in users
        for minutes in chosen.get(user.pk, kind.usual)
        if moment is not None
    }
    Reminder.objects.settle(key, wanted, {user.pk: user.timezone for user in users}, only)


def ahead(moment: datetime | date, minutes: int, zone: ZoneInfo) -> datetime:
    """So many minutes before; whole days are counted on the calendar of the zone.

    A day before 15:00 is 15:00, though the clocks are changed in the night between.
    """
    days, rest = divmod(minutes, DAY)
    if not isinstance(moment, datetime):
        return datetime.combine(moment - timedelta(days=days), MORNING, zone)
    if rest:
        return moment - timedelta(minutes=minutes)
    return moment.astimezone(zone) - timedelta(days=days) if days else moment


def choose_leads(about: str, minutes: Iterable[int] | None, *, by: User) -> None:
    """Remind the user so long ahead of a kind of thing; None: as is usual for it."""
    kind = kinds[about]
    with transaction.atomic():
        if minutes is None:
            LeadTimes.objects.forget(about, by=by)
        else:
            LeadTimes.objects.choose(about, minutes, by=by)
        for pk in sorted(kind.things_of(by)):
            arrange(f"{about}:{pk}")


def remind(*, most: int) -> None:
    """Tell what has fallen due, each reminder once, however many do this at a time."""
    for thing in Reminder.objects.things_of_movers(most):
        arrange(thing)
    for thing in Reminder.objects.things_due(most):
        _tell_of(thing)


def _tell_of(key: str) -> None:
    prefix, pk = parts_of(key)
    kind = kinds[prefix]
    with transaction.atomic():
        # Whom it concerns may have changed with nobody saying so: an owner has left.
        arrange(key)
        thing = kind.find([pk]).get(pk)
        due = Reminder.objects.due().filter(thing=key).order_by("pk")
        if thing is not None and not kind.is_there(thing):
            due.update(ask_at=timezone.now() + Reminder.AGAIN)
            return
        for reminder in due.select_for_update(no_key=True):
            reminder.tell()
            publish(ReminderFellDue(reminder.pk, key, reminder.due))
