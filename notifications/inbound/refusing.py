"""What is refused or held, and who is told of it: each once, and nobody who never wrote to us."""

from datetime import timedelta

from django.db import transaction

from core.events import publish
from core.limits import Limit, TooMany
from notifications.events import MailHeld, MailRefused
from notifications.inbound.outcomes import Dropped, Held, Outcome, Refused
from notifications.inbound.reasons import Reason
from notifications.models import Arrival, Rejection
from notifications.models.arrival import State

HOLDING = Limit("mail held", 20, per=timedelta(days=1))


def refuse(arrival: Arrival, outcome: Refused, *, may_answer: bool) -> None:
    _settle(arrival, State.REFUSED, outcome, may_answer=may_answer)


def hold(arrival: Arrival, outcome: Held, *, may_answer: bool) -> None:
    """Keep it for whom it claims to be from. They are told in the app, and whoever sent it by mail.

    Anybody can write in anybody's name, so only so many are kept for each in a day.
    """
    arrival.user = outcome.user
    try:
        HOLDING.spend(f"user:{outcome.user.pk}")
    except TooMany:
        _settle(arrival, State.DROPPED, Dropped(Reason.FLOOD), may_answer=False)
    else:
        # What a list has sent comes back to the list, and might go to all who read it.
        may_answer = may_answer and outcome.reason != Reason.RELAYED
        _settle(arrival, State.HELD, outcome, may_answer=may_answer)


def throw_away(arrival: Arrival) -> None:
    """Its holder does not want it: nothing of it is kept."""
    with transaction.atomic():
        if Arrival.objects.lock(arrival.pk).state == State.HELD:
            arrival.settle(State.DROPPED, Reason.THROWN_AWAY, raw=None)


def tell(arrival: Arrival) -> None:
    """Write to whoever sent it, unless they were told the same today."""
    if Rejection.objects.first_today(address_of(arrival), arrival.reason):
        publish(MailRefused(arrival.pk))


def address_of(arrival: Arrival) -> str:
    """Where answers go: to the one who is known to have sent it, else back where it came from.

    From can name anybody, and who is named would get letters about mails of others.
    """
    return arrival.sender if arrival.is_theirs else arrival.envelope_from


def _settle(arrival: Arrival, state: State, outcome: Outcome, *, may_answer: bool) -> None:
    known = {name: getattr(arrival, name) for name in ("sender", "subject", "user", "is_theirs")}
    with transaction.atomic():
        if Arrival.objects.lock(arrival.pk).is_settled:
            return
        arrival.settle(state, outcome.reason, said=outcome.said, url=outcome.url, **known)
        if state == State.HELD:
            publish(MailHeld(arrival.pk))
        if may_answer and address_of(arrival):
            tell(arrival)
