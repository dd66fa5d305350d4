from contextlib import suppress

from communities.events import MemberLeft, SpaceChanged
from communities.models import Membership
from core.events import subscribe
from core.uploads.events import UploadRemoved
from learning.questions import links
from learning.workshops import texts
from learning.workshops.errors import HasBegun, NotRegistered, WrongState
from learning.workshops.events import (
    RegistrationChanged,
    WorkshopCancelled,
    WorkshopEdited,
    WorkshopPublished,
)
from learning.workshops.models import Registration, Workshop
from learning.workshops.notices import proposed_key
from notifications.models import Notice


@subscribe(SpaceChanged)
def follow_space(event: SpaceChanged) -> None:
    """Files and links of what is proposed follow no container (`Workshop.shown_to`)."""
    for workshop in Workshop.objects.filter(space=event.space_id, published_at=None):
        whole = Workshop.objects.select_related("space__community").get(pk=workshop.pk)
        texts.follow(whole)
        links.note(whole)


@subscribe(UploadRemoved)
def show_no_gap(event: UploadRemoved) -> None:
    """Where a removed picture was, its words remain."""
    ids = [pk for kind, pk in event.uses if kind == texts.KIND]
    for workshop in Workshop.objects.filter(pk__in=ids):
        workshop.render_anew()


@subscribe(WorkshopPublished)
@subscribe(WorkshopCancelled)
def take_back_proposal(event: WorkshopPublished | WorkshopCancelled) -> None:
    """Nobody else needs to decide on it now."""
    Notice.objects.retract(proposed_key(event.workshop_id))


@subscribe(WorkshopEdited)
def keep_notices_true(event: WorkshopEdited) -> None:
    for workshop in Workshop.objects.filter(pk=event.workshop_id):
        Notice.objects.retitle_group(workshop.target, workshop.title)


@subscribe(RegistrationChanged)
def take_back_what_is_true_no_more(event: RegistrationChanged) -> None:
    """Who has taken a seat is not offered it any longer."""
    Notice.objects.retract(f"registration:{event.registration_id}:{event.changes - 1}")


@subscribe(WorkshopCancelled)
def offer_nothing_more(event: WorkshopCancelled) -> None:
    for registration in Registration.objects.offered().filter(workshop=event.workshop_id):
        Notice.objects.retract(registration.key)


@subscribe(MemberLeft)
def give_their_seats_back(event: MemberLeft) -> None:
    """Who has left the community does not come to what it still plans."""
    membership = Membership.objects.get(pk=event.membership_id)
    coming = Registration.objects.current().filter(
        user=membership.user_id, workshop__community=membership.community_id
    )
    for registration in coming.select_related("workshop").order_by("workshop"):
        # What is over or cancelled needs no seat.
        with suppress(HasBegun, NotRegistered, WrongState):
            registration.cancel()
