"""Who asks to come is told of to hosts; what they decided, to who asked."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from learning.workshops import matters
from learning.workshops.events import RegistrationChanged
from learning.workshops.models import Registration, RegistrationState
from learning.workshops.notices import SeatNews, hosts_of
from notifications import notices


@notices.on(RegistrationChanged)
class SomebodyAsksToCome(SeatNews):
    """Until one of those who can decide has done so, or they ask no more."""

    state = RegistrationState.ASKED
    matter = matters.HOSTED
    label = _("{actor} asks to come to a workshop")
    action = _("Let them in, or decline")
    why = _("You get this because you host this workshop.")

    def recipients(self, thing: Registration) -> QuerySet[User]:
        return hosts_of(thing.workshop)

    def actor(self, thing: Registration) -> User | None:
        return thing.user

    def said(self, thing: Registration) -> str:
        return thing.name if thing.guest_id else ""

    def url(self, thing: Registration) -> str:
        return f"{thing.workshop.address}people/"

    def own(self, thing: Registration, user: User) -> notices.Own:
        return notices.Own()


@notices.on(RegistrationChanged)
class YouWereNotLetIn(SeatNews):
    state = RegistrationState.DECLINED
    label = _("Those who host a workshop cannot take you in")

    def said(self, thing: Registration) -> str:
        return thing.note
