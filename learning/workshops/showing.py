from collections.abc import Collection
from typing import Any

from django.utils import timezone

from communities.frame import frame
from learning.afterwards import rules as afterwards
from learning.afterwards.models import Recording
from learning.calendars.entries import links_to_add
from learning.certificates import rules as certificates
from learning.company.showing import company
from learning.inquiries.fields import answers_of
from learning.questions import rules as questions
from learning.workshops import rules
from learning.workshops.following import target_of
from learning.workshops.forms import RegistrationForm
from learning.workshops.models import Registration, Workshop
from learning.workshops.parts import PARTS
from learning.workshops.seats import before, seats_in, seats_of_each
from notifications.follows import Control

MOST_QUESTIONS = 5  # on the page of the workshop; the others have one of their own
SAID = ("mode", "question", "takes_at_once", "shows_name")


def zone_of(viewer: Any) -> Any:
    """That in which times are said beside a workshop's own; of a visitor it is not known."""
    return timezone.get_current_timezone() if viewer.is_authenticated else None


def own_place(viewer: Any, workshop: Workshop) -> Registration | None:
    """The viewer's registration, also one that they took back; None of a visitor."""
    if not viewer.is_authenticated:
        return None
    mine: Registration | None = workshop.registrations.of(viewer).first()
    if mine:
        mine.workshop = workshop
    return mine


def furnish(viewer: Any, workshops: Collection[Workshop]) -> None:
    """Say of each of a list how full it is (``seats``), and what the viewer is to it (``mine``)."""
    seats = seats_of_each(workshops)
    places = Registration.objects.current().of(viewer).filter(workshop__in=workshops)
    mine = {place.workshop_id: place for place in places} if viewer.is_authenticated else {}
    for workshop in workshops:
        workshop.seats = seats[workshop.pk] if workshop.is_out else []
        workshop.mine = mine.get(workshop.pk)


def questions_shown(viewer: Any, workshop: Workshop, mine: Registration | None) -> list[Any]:
    """The first of what it takes up, as the viewer may read it."""
    comes = questions.comes(viewer, workshop, mine)
    seen = workshop.questions.seen_by(viewer, comes=comes)
    return list(seen.select_related("topic__community").by_votes()[:MOST_QUESTIONS])


def begin(viewer: Any, workshop: Workshop, mine: Registration | None) -> RegistrationForm:
    return RegistrationForm(workshop=workshop, initial=begun_with(viewer, mine))


def begun_with(viewer: Any, mine: Registration | None) -> dict[str, Any]:
    """What the form holds at first: what they said, or whether they let their name be seen last."""
    if mine and mine.is_current:
        said = {name: getattr(mine, name) for name in SAID}
        return said | answers_of(mine)
    last = Registration.objects.of(viewer).order_by("-changed_at").values_list("shows_name")
    return {"shows_name": last[0][0]} if viewer.is_authenticated and last[:1] else {}


def workshop_context(viewer: Any, workshop: Workshop, form: Any = None) -> dict[str, Any]:
    """What the page of a workshop needs."""
    mine = own_place(viewer, workshop)
    may_register = rules.can_register(viewer, workshop)
    return frame(viewer, workshop.community) | {
        "workshop": workshop,
        "parts_shown": [part for part in PARTS if part.name in workshop.html],
        "zone": zone_of(viewer),
        "seats": seats_in(workshop) if workshop.is_out else [],
        "calendars": links_to_add(workshop) if workshop.is_to_come else [],
        "mine": mine,
        "before": before(mine) if mine and mine.is_waiting else 0,
        "form": form or (begin(viewer, workshop, mine) if may_register else None),
        "company": company(viewer, workshop, mine),
        "may_register": may_register,
        "may_host": rules.can_host(viewer, workshop),
        "may_edit": rules.can_edit(viewer, workshop),
        "may_publish": rules.can_publish(viewer, workshop),
        "may_open_up": rules.can_open_up(viewer, workshop),
        "may_move": rules.can_move(viewer, workshop),
        "may_cancel": rules.can_cancel(viewer, workshop),
        "questions": questions_shown(viewer, workshop, mine),
        "may_vote": questions.can_vote(viewer, workshop, mine),
        "recording": Recording.objects.filter(workshop=workshop).first(),
        "may_share": afterwards.can_share(viewer, workshop),
        "may_give_feedback": afterwards.can_give_feedback(viewer, workshop, mine),
        "may_have_certificate": certificates.can_have_certificate(workshop, mine),
        "may_read_feedback": afterwards.can_read_feedback(viewer, workshop),
        "may_see_link": rules.can_see_link(viewer, workshop, mine),
        "may_propose": rules.can_propose(viewer, workshop.community),
        "follow": Control.of(viewer, target_of(viewer, workshop)),
    }
