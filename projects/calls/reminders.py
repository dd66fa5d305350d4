"""What falls due of calls: the last day on which one can apply."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from notifications import reminders
from notifications.reminders import DAY
from projects.calls.models import Call
from projects.calls.notices import CallNews
from projects.notices import leads_of


@reminders.on("call")
class YourCallEndsSoon(reminders.Due, CallNews):
    name_of_kind = _("Calls of projects that you lead, before they end")
    label = _("A call of a project that you lead ends soon")
    why = _("You get this because you lead this project.")
    usual = (3 * DAY,)
    choices = (7 * DAY, 3 * DAY, DAY)

    def find(self, pks: Iterable[int]) -> Mapping[int, Any]:
        found: dict[int, Any] = Call.objects.for_page().in_bulk(pks)
        for call in found.values():
            call.call = call  # what `CallNews` asks a thing for
        return found

    def moment(self, call: Any) -> date | None:
        return call.until if call.is_open else None

    def who(self, call: Any) -> QuerySet[User]:
        return leads_of(call.project)

    def excerpt(self, call: Any) -> str:
        return str(_("Make it last longer, or answer who has applied."))

    def things_of(self, user: User) -> Iterable[int]:
        dated = Call.objects.open().led_by(user).exclude(until=None)
        return dated.values_list("pk", flat=True)
