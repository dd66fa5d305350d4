"""What members are told by notices, guests are told by letters: they have nowhere else to look."""

from collections.abc import Iterable

from communities.events import MemberJoined
from communities.models import Membership
from core.events import publish, subscribe
from learning.afterwards.events import RecordingShared
from learning.attending.events import MessageSent
from learning.attending.models import Message
from learning.guests.adopting import adopt
from learning.guests.events import GuestTold
from learning.guests.letters import Sort
from learning.guests.models import Guest
from learning.workshops.events import (
    RegistrationChanged,
    WorkshopCancelled,
    WorkshopMoved,
    WorkshopRelocated,
)
from learning.workshops.models import Registration, Workshop


def tell(registrations: Iterable[Registration], sort: str, number: int) -> None:
    for one in registrations:
        publish(GuestTold(one.pk, sort, number))


def guests_of(workshop_id: int) -> "Iterable[Registration]":
    registered = Registration.objects.exclude(guest=None).current()
    found: Iterable[Registration] = registered.filter(workshop=workshop_id).order_by("pk")
    return found


@subscribe(RegistrationChanged)
def tell_guest_of_seat(event: RegistrationChanged) -> None:
    mine = Registration.objects.exclude(guest=None).filter(pk=event.registration_id)
    tell(mine.filter(changes=event.changes), Sort.SEAT, event.changes)


@subscribe(WorkshopMoved)
def tell_guests_of_move(event: WorkshopMoved) -> None:
    tell(guests_of(event.workshop_id), Sort.MOVED, event.sequence)


@subscribe(WorkshopRelocated)
def tell_guests_of_place(event: WorkshopRelocated) -> None:
    coming = [one for one in guests_of(event.workshop_id) if one.is_coming]
    tell(coming, Sort.ELSEWHERE, event.version)


@subscribe(WorkshopCancelled)
def tell_guests_of_cancellation(event: WorkshopCancelled) -> None:
    tell(guests_of(event.workshop_id), Sort.CANCELLED, 0)


@subscribe(MessageSent)
def pass_message_on(event: MessageSent) -> None:
    for message in Message.objects.filter(pk=event.message_id):
        reached = message.reached().exclude(guest=None).order_by("pk")
        tell(reached, Sort.MESSAGE, message.pk)


@subscribe(RecordingShared)
def tell_guests_of_recording(event: RecordingShared) -> None:
    tell(guests_of(event.workshop_id), Sort.RECORDED, 0)


@subscribe(MemberJoined)
def make_theirs(event: MemberJoined) -> None:
    """Who came as a guest and is a member now comes as one."""
    for membership in Membership.objects.filter(pk=event.membership_id).select_related("user"):
        mine = Guest.objects.of_member(membership.user, workshop__community=membership.community_id)
        for workshop in Workshop.objects.filter(guests__in=mine).order_by("pk"):
            adopt(workshop, membership.user)
