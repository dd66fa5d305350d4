"""What falls due when a workshop is over: to say how it was."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from learning.afterwards.models import Feedback
from learning.afterwards.remains import remains_of
from learning.readers import readers_of
from learning.workshops.models import Registration, State, Workshop
from learning.workshops.models.workshop import OVER
from learning.workshops.reminders import OfWorkshops
from notifications import reminders
from notifications.notices import Own


@reminders.on(OVER)
class HowWasIt(OfWorkshops):
    """To those who had a seat, when it ends, unless they have said it already."""

    name_of_kind = _("Workshops that you came to")
    label = _("How was the workshop?")
    action = _("Say how it was")
    why = _("You get this because you had a seat in this workshop.")

    def moment(self, thing: Any) -> datetime | None:
        return thing.ends_at if thing.state == State.PUBLISHED else None

    def who(self, thing: Any) -> QuerySet[User]:
        came = Registration.objects.coming().filter(workshop=thing)
        said = Feedback.objects.filter(workshop=thing)
        readers = readers_of(thing).filter(pk__in=came.values("user"))
        return readers.exclude(pk__in=said.values("user"))

    def things_of(self, user: User) -> Iterable[int]:
        came = Registration.objects.coming().of(user).values("workshop")
        return Workshop.objects.to_come().filter(pk__in=came).values_list("pk", flat=True)

    def said(self, thing: Any) -> str:
        return str(_("Thank you for coming."))

    def own(self, thing: Any, user: User) -> Own:
        return remains_of(thing.workshop, user)

    def url(self, thing: Any) -> str:
        return f"{thing.get_absolute_url()}#seat"
