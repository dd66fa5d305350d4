"""What somebody says to an invitation, done by the verbs that the page uses.

By a word:

yes       the seat is kept, or taken where it is offered; who has none gets one, or waits
maybe     the seat is kept, and hosts are told so
no        the seat, or the place in the line, goes to the next

By their calendar the same, where it answers the invitation that stands and was given after what
they said last. What answers an earlier one changes nothing; they are invited anew.

Each is under the lock of the workshop, so that of two answers the later one counts.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.calendars.reading import Answer, Saying
from core.events import publish
from learning.calendars.events import OldInvitationAnswered, OtherTimeProposed
from learning.calendars.models import InvitationAnswer, Said
from learning.inquiries.models import Inquiry
from learning.workshops import rules
from learning.workshops.models import Registration, RegistrationState, Workshop
from learning.workshops.models.states import SEATED, modes_of
from learning.workshops.registered import place_of
from notifications.inbound import Reason, Refused


def answer_in_words(workshop: Workshop, said: Said, *, by: User, mode: str = "") -> None:
    """Of this moment. Raises Refused, and what the verbs raise."""
    with transaction.atomic():
        locked = Workshop.objects.lock(workshop.pk)
        mine = _done(locked, place_of(locked, by), said, by=by, mode=mode)
        if mine:
            InvitationAnswer.objects.note(mine, said, stamp=timezone.now(), by_calendar=False)


def _done(
    locked: Workshop, mine: Registration | None, said: Said, *, by: User, mode: str = ""
) -> Registration | None:
    """Of a locked workshop; None where there was nothing to say it of."""
    if said == Said.YES:
        return _come(locked, mine, by=by, mode=mode)
    if mine is None or not mine.is_current or not locked.is_to_come:
        return None
    if said == Said.MAYBE:
        return mine if mine.state in SEATED else None
    mine.cancel()
    mine.workshop = locked
    return mine


def _come(workshop: Workshop, mine: Registration | None, *, by: User, mode: str) -> Registration:
    verdict = rules.can_register(by, Workshop.objects.for_page().get(pk=workshop.pk))
    if not verdict:
        raise Refused(Reason.NOT_ALLOWED, said=verdict.reason, url=workshop.get_absolute_url())
    if mine and mine.is_current and mode in ("", mine.mode):
        if mine.state == RegistrationState.OFFERED:
            mine.accept()
            mine.workshop = workshop
        return mine
    if Inquiry.objects.unanswered(workshop, mine):
        said = _("Those who host it ask something of who comes. Register on its page.")
        raise Refused(Reason.NOT_ALLOWED, said=said, url=workshop.get_absolute_url())
    made: Registration = Registration.objects.register(
        workshop,
        by=by,
        mode=mode or _only_way(workshop, mine),
        question=mine.question if mine else "",
        takes_at_once=mine.takes_at_once if mine else False,
    )
    return made


def _only_way(workshop: Workshop, mine: Registration | None) -> str:
    """That in which they wanted to come before, or the one that there is."""
    modes = modes_of(workshop)
    if mine and mine.mode in modes:
        return mine.mode
    if len(modes) > 1:
        said = _("It takes place in a room and online. Reply with “in person” or with “online”.")
        raise Refused(Reason.NOT_ALLOWED, said=said, url=workshop.get_absolute_url())
    return modes[0]


def take_answer(workshop: Workshop, answer: Answer, *, by: User, message_id: str) -> None:
    """What their calendar says, once, however often and in whichever order it comes.

    Raises Refused, and what the verbs raise.
    """
    with transaction.atomic():
        locked = Workshop.objects.lock(workshop.pk)
        mine = place_of(locked, by)
        if answer.uid != locked.uid or answer.recurrence or mine is None:
            raise Refused(Reason.NOT_INVITED, url=workshop.get_absolute_url())
        if answer.sequence < locked.sequence:
            publish(OldInvitationAnswered(mine.pk, message_id))
        elif answer.method == Saying.COUNTER:
            _propose(locked, mine, answer, message_id=message_id)
        elif answer.partstat in set(Said) and _is_news(mine, answer):
            done = _done(locked, mine, Said(answer.partstat), by=by)
            if done:
                InvitationAnswer.objects.note(
                    done, answer.partstat, stamp=answer.stamp, by_calendar=True
                )


def _is_news(mine: Registration, answer: Answer) -> bool:
    last: InvitationAnswer | None = getattr(mine, "invitation_answer", None)
    if last is None or last.sequence < mine.workshop.sequence:
        return True
    return answer.stamp > last.stamp


def _propose(workshop: Workshop, mine: Registration, answer: Answer, *, message_id: str) -> None:
    """Whether it moves is for its hosts to decide, and not for a calendar."""
    when = (answer.begins, answer.ends)
    if not mine.is_current or not workshop.is_to_come:
        raise Refused(Reason.NOT_INVITED, url=workshop.get_absolute_url())
    if answer.begins is None or answer.ends is None or answer.ends <= answer.begins:
        raise Refused(Reason.UNREADABLE)
    if when != (workshop.starts_at, workshop.ends_at):
        starts_at, ends_at = answer.begins.isoformat(), answer.ends.isoformat()
        publish(OtherTimeProposed(mine.pk, starts_at, ends_at, answer.comment, message_id))
