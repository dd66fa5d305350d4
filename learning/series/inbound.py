"""A word in reply to a mail about a series: it is of all that is to come."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from accounts.models import User
from learning.inquiries.models import Inquiry
from learning.series import rules
from learning.series.access import series_to_read
from learning.series.models import Series, SeriesPlace
from learning.workshops.models import Mode
from learning.workshops.models.states import modes_of
from notifications import inbound
from notifications.follows import Name
from notifications.inbound import Reason, Refused


@inbound.on("series")
class AnswerToSeries(inbound.Destination):
    def seen(self, name: str, *, by: User) -> Series:
        return series_to_read(by, int(name))

    def find(self, name: str, *, by: User) -> Any:
        """Nothing is posted to a series: what is no word that it knows is not understood."""
        raise Refused(Reason.NOT_UNDERSTOOD, url=self.seen(name, by=by).get_absolute_url())

    def named(self, name: str, *, by: User) -> Name | None:
        try:
            series = self.seen(name, by=by)
        except Http404:
            return None
        return Name(series.title, series.get_absolute_url())

    def stream(self, thing: Series) -> str:
        return str(thing.target)


@inbound.command("series", "yes", "accept", "i come")
def come(thing: Series, *, by: User) -> None:
    come_to_all(thing, by=by)


@inbound.command("series", "in person")
def come_in_person(thing: Series, *, by: User) -> None:
    come_to_all(thing, by=by, mode=Mode.IN_PERSON)


@inbound.command("series", "online")
def come_online(thing: Series, *, by: User) -> None:
    come_to_all(thing, by=by, mode=Mode.ONLINE)


@inbound.command("series", "no", "decline", "i do not come")
def stay_away(thing: Series, *, by: User) -> None:
    """Whoever has seats in some of it gives them back by the mails about these."""
    for place in SeriesPlace.objects.of(by).filter(series=thing):
        place.give_back()


def come_to_all(series: Series, *, by: User, mode: str = "") -> None:
    """Raises Refused, and what the verb raises."""
    if SeriesPlace.objects.of(by).filter(series=series).exists():
        return
    verdict, pattern = rules.can_register(by, series), series.pattern
    if not verdict or pattern is None:
        raise refused(series, str(verdict.reason))
    if Inquiry.objects.unanswered(pattern, None):
        said = _("Those who host it ask something of who comes. Register on its page.")
        raise refused(series, said)
    modes = modes_of(pattern)
    if not mode and len(modes) > 1:
        said = _("It takes place in a room and online. Reply with “in person” or with “online”.")
        raise refused(series, said)
    SeriesPlace.objects.take(series, by=by, mode=mode or modes[0])


def refused(series: Series, said: str) -> Refused:
    return Refused(Reason.NOT_ALLOWED, said=said, url=series.get_absolute_url())
