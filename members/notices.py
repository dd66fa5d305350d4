"""What connections tell. That one was declined, taken back or ended is told to nobody."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from members.connections.models import Connection
from members.connections.models.connection import State
from members.events import Connected, ConnectionAsked
from members.matters import CONNECTIONS
from notifications import notices
from notifications.letterhead import Letterhead, of_site
from notifications.unsubscribing import NOTICES


class ConnectionNews(notices.Kind):
    """Between two people, wherever they are."""

    matter = CONNECTIONS
    template = "members/emails/connection"
    subject = _("News of your connections at {name}")

    def find(self, pk: int) -> Any:
        return Connection.objects.select_related("asker", "asked").filter(pk=pk).first()

    def told(self, thing: Connection) -> User:
        raise NotImplementedError

    def recipients(self, thing: Connection) -> QuerySet[User]:
        return User.objects.filter(pk=self.told(thing).pk)

    def actor(self, thing: Connection) -> User:
        return thing.other(self.told(thing))

    def title(self, thing: Connection) -> str:
        return self.actor(thing).name

    def letterhead(self, thing: Connection) -> Letterhead:
        return of_site("connections", stream=NOTICES)

    def place(self, thing: Connection) -> None:
        return None

    def mail(self, thing: Connection) -> dict[str, Any]:
        return {"headline": self.actor(thing).headline, "text": self.excerpt(thing)}


@notices.on(ConnectionAsked)
class SomebodyAsksToConnect(ConnectionNews):
    label = _("{actor} asks to connect with you")
    action = _("Answer")
    why = _("You get this because they asked for you.")

    def load(self, event: ConnectionAsked) -> Connection | None:
        found = self.find(event.connection_id)
        return found if found and found.state == State.WAITING else None

    def told(self, thing: Connection) -> User:
        return thing.asked

    def excerpt(self, thing: Connection) -> str:
        return thing.note

    def url(self, thing: Connection) -> str:
        return reverse("connections")

    def key(self, thing: Connection) -> str:
        return f"connection_asked:{thing.pk}:{thing.asked_at:%Y%m%d%H%M%S%f}"


@notices.on(Connected)
class YouAreConnected(ConnectionNews):
    """Told to whoever did not bring it about."""

    label = _("{actor} is now connected with you")
    action = _("See your connections")
    why = _("You get this because you asked to connect.")

    def load(self, event: Connected) -> Any:
        found = self.find(event.connection_id)
        if found is None or found.state != State.CONNECTED:
            return None
        found.by_id = event.by_id
        return found

    def told(self, thing: Any) -> User:
        asked: User = thing.asked
        return thing.asker if thing.by_id == asked.pk else asked

    def url(self, thing: Connection) -> str:
        return reverse("connections")  # the address of their page would name them

    def key(self, thing: Connection) -> str:
        return f"connected:{thing.pk}:{thing.changed_at:%Y%m%d%H%M%S%f}"
