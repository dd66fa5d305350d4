"""What falls due of workshops: that they begin, for those who come and those who host them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from learning.readers import readers_of
from learning.workshops.models import Host, Registration, State, Workshop
from learning.workshops.notices import WorkshopNews
from notifications import reminders
from notifications.reminders import DAY, HOUR


class OfWorkshops(reminders.Due, WorkshopNews):
    def find(self, pks: Iterable[int]) -> Mapping[int, Any]:
        found: dict[int, Any] = Workshop.objects.for_page().in_bulk(pks)
        for workshop in found.values():
            workshop.workshop = workshop  # what `WorkshopNews` asks a thing for
        return found


@reminders.on("workshop")
class YourWorkshopBegins(OfWorkshops):
    """Never to who waits, or to members at large."""

    name_of_kind = _("Workshops that you come to or host")
    label = _("A workshop of yours begins soon")
    why = _("You get this because you have a seat in this workshop, or host it.")
    answer = _("If you have a seat and cannot come after all, reply with “no”.")
    usual = (7 * DAY, DAY, HOUR)
    choices = (7 * DAY, 2 * DAY, DAY, HOUR, 0)

    def moment(self, thing: Any) -> datetime | None:
        return thing.starts_at if thing.state == State.PUBLISHED else None

    def who(self, thing: Any) -> QuerySet[User]:
        coming = Registration.objects.coming().filter(workshop=thing)
        hosts = Host.objects.filter(workshop=thing)
        either = Q(pk__in=coming.values("user")) | Q(pk__in=hosts.values("user"))
        return readers_of(thing).filter(either)

    def things_of(self, user: User) -> Iterable[int]:
        coming = Registration.objects.coming().of(user).values("workshop")
        hosted = Host.objects.filter(user=user).values("workshop")
        mine = Workshop.objects.to_come().filter(Q(pk__in=coming) | Q(pk__in=hosted))
        return mine.values_list("pk", flat=True)
