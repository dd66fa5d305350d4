"""What a mail about a workshop is answered with: a word, or what a calendar says."""

from typing import Any

from django.http import Http404

from accounts.models import User
from core.calendars.reading import Answer
from learning.calendars.answering import answer_in_words, take_answer
from learning.calendars.models import Said
from learning.workshops.access import workshop_to_read
from learning.workshops.models import Mode, Workshop
from notifications import inbound
from notifications.follows import Name
from notifications.inbound import Reason, Refused


@inbound.on("workshop")
class AnswerToWorkshop(inbound.Destination):
    invites = True

    def seen(self, name: str, *, by: User) -> Workshop:
        return workshop_to_read(by, int(name))

    def find(self, name: str, *, by: User) -> Any:
        """Nothing is posted to a workshop: what is no word that it knows is not understood."""
        raise Refused(Reason.NOT_UNDERSTOOD, url=self.seen(name, by=by).get_absolute_url())

    def named(self, name: str, *, by: User) -> Name | None:
        try:
            workshop = self.seen(name, by=by)
        except Http404:
            return None
        return Name(workshop.title, workshop.get_absolute_url())

    def stream(self, thing: Workshop) -> str:
        return str(thing.target)

    def answer(self, thing: Workshop, answer: Answer, *, by: User, message_id: str) -> None:
        take_answer(thing, answer, by=by, message_id=message_id)


@inbound.command("workshop", "yes", "accept", "i come")
def come(thing: Workshop, *, by: User) -> None:
    answer_in_words(thing, Said.YES, by=by)


@inbound.command("workshop", "in person")
def come_in_person(thing: Workshop, *, by: User) -> None:
    answer_in_words(thing, Said.YES, by=by, mode=Mode.IN_PERSON)


@inbound.command("workshop", "online")
def come_online(thing: Workshop, *, by: User) -> None:
    answer_in_words(thing, Said.YES, by=by, mode=Mode.ONLINE)


@inbound.command("workshop", "maybe", "tentative")
def come_perhaps(thing: Workshop, *, by: User) -> None:
    answer_in_words(thing, Said.MAYBE, by=by)


@inbound.command("workshop", "no", "decline", "i do not come")
def stay_away(thing: Workshop, *, by: User) -> None:
    answer_in_words(thing, Said.NO, by=by)
