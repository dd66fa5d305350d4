"""What somebody is still to be reminded of, and how long ahead of each kind of thing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from core.audience import keys_for
from notifications import reminders
from notifications.models import LeadTimes, Reminder
from notifications.reminders import DAY, HOUR

WEEK = 7 * DAY


@dataclass(frozen=True)
class Coming:
    """A reminder, with what it is about as its reader may see it today."""

    reminder: Reminder
    title: str
    url: str
    kind: str | Promise

    @property
    def ahead(self) -> str:
        return words_for(self.reminder.minutes)


@dataclass(frozen=True)
class Leads:
    """How long ahead somebody is reminded of one kind of thing."""

    about: str
    kind: str | Promise
    usual: list[int]
    choices: list[tuple[int, str]]  # with its words
    chosen: list[int] | None  # none: as usual

    @property
    def current(self) -> list[int]:
        return self.usual if self.chosen is None else self.chosen


def shown(rows: Iterable[Reminder], viewer: Any) -> list[Coming]:
    """Those of things that are there and that the viewer may see: a query or two for each kind."""
    found: dict[str, dict[int, Any]] = {}
    wanted: dict[str, list[int]] = defaultdict(list)
    rows = list(rows)
    for row in rows:
        kind, pk = reminders.parts_of(row.thing)
        wanted[kind].append(pk)
    for kind, pks in wanted.items():
        if kind in reminders.kinds:
            found[kind] = dict(reminders.kinds[kind].find(pks))
    keys = set(keys_for(viewer))
    return [coming for row in rows if (coming := _coming(row, found, keys))]


def leads_of(user: User) -> list[Leads]:
    """Of each kind of thing that lets one choose."""
    chosen = dict(LeadTimes.objects.filter(user=user).values_list("about", "minutes"))
    return [
        Leads(
            about,
            kind.name_of_kind,
            list(kind.usual),
            [(minutes, words_for(minutes)) for minutes in kind.choices],
            chosen.get(about),
        )
        for about, kind in sorted(reminders.kinds.items())
        if kind.choices
    ]


def words_for(minutes: int) -> str:
    if minutes == 0:
        return _("When it is due")
    unit = next(unit for unit in (WEEK, DAY, HOUR, 1) if minutes % unit == 0)
    n = minutes // unit
    said = {
        WEEK: ngettext("%(n)d week before", "%(n)d weeks before", n),
        DAY: ngettext("%(n)d day before", "%(n)d days before", n),
        HOUR: ngettext("%(n)d hour before", "%(n)d hours before", n),
        1: ngettext("%(n)d minute before", "%(n)d minutes before", n),
    }
    return said[unit] % {"n": n}


def _coming(row: Reminder, found: dict[str, dict[int, Any]], keys: set[str]) -> Coming | None:
    name, pk = reminders.parts_of(row.thing)
    thing = found.get(name, {}).get(pk)
    if thing is None:
        return None
    kind = reminders.kinds[name]
    place = kind.place(thing)
    if not kind.is_there(thing) or (place and not keys & set(place.audience)):
        return None
    return Coming(row, kind.title(thing), kind.url(thing), kind.name_of_kind)
