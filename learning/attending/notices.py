from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from learning.attending.events import MessageSent
from learning.attending.models import Message
from learning.readers import readers_of
from learning.workshops.models import Workshop
from learning.workshops.notices import WorkshopNews
from notifications import notices


@notices.on(MessageSent)
class HostsWrite(WorkshopNews):
    label = _("{actor} writes to those who come to a workshop")

    def load(self, event: MessageSent) -> Any:
        message = Message.objects.select_related("by").filter(pk=event.message_id).first()
        if message is not None:
            message.workshop = Workshop.objects.for_page().get(pk=message.workshop_id)
        return message

    def actor(self, thing: Message) -> User | None:
        return thing.by

    def recipients(self, thing: Message) -> QuerySet[User]:
        """Who is registered when it goes out: whoever has left the list is not written to."""
        return readers_of(thing.workshop).filter(pk__in=thing.reached().values("user"))

    def said(self, thing: Message) -> str:
        return thing.text

    def key(self, thing: Message) -> str:
        return f"workshop_message:{thing.pk}"
