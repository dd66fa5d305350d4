"""What skills tell: that somebody endorses one."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.events import subscribe
from members.directory import people_shown_to
from members.skills.events import EndorsementWithdrawn, EvidenceEndorsed
from members.skills.matters import ENDORSEMENTS
from members.skills.models import Endorsement
from notifications import notices
from notifications.letterhead import Letterhead, of_site
from notifications.models import Notice
from notifications.unsubscribing import NOTICES


@notices.on(EvidenceEndorsed)
class YouAreEndorsed(notices.Kind):
    """Between two people. Where it is hidden by then, it is told no more."""

    matter = ENDORSEMENTS
    template = "members/emails/endorsement"
    label = _("{actor} endorses you")
    action = _("See it")
    why = _("You get this because it is about you.")
    subject = _("Somebody endorses you at {name}")

    def load(self, event: EvidenceEndorsed) -> Endorsement | None:
        related = ("by", "evidence__user", "evidence__tag__community")
        meaning = "evidence__tag__meaning__skill"
        found = Endorsement.objects.filter(pk=event.endorsement_id, is_shown=True)
        return found.select_related(*related, meaning).first()

    def recipients(self, thing: Endorsement) -> QuerySet[User]:
        """Not where a block has come between them."""
        return people_shown_to(thing.by).filter(pk=thing.evidence.user_id)

    def actor(self, thing: Endorsement) -> User:
        return thing.by

    def title(self, thing: Endorsement) -> str:
        return thing.evidence.known.label

    def url(self, thing: Endorsement) -> str:
        person, known = thing.evidence.user, thing.evidence.known
        return reverse("person_skill", args=[person.handle, known.key])

    def key(self, thing: Endorsement) -> str:
        return thing.key

    def group(self, thing: Endorsement) -> str:
        return thing.key

    def place(self, thing: Endorsement) -> None:
        return None

    def letterhead(self, thing: Endorsement) -> Letterhead:
        return of_site("endorsements", stream=NOTICES)

    def excerpt(self, thing: Endorsement) -> str:
        return thing.note

    def mail(self, thing: Endorsement) -> dict[str, Any]:
        return {"text": thing.note}


@subscribe(EndorsementWithdrawn)
def take_back_what_was_told(event: EndorsementWithdrawn) -> None:
    Notice.objects.retract(event.key)
