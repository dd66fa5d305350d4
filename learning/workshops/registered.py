"""Somebody's own place in a workshop, and what is said of it in words."""

from django.utils.translation import gettext as _

from accounts.models import User
from learning.workshops.models import Mode, Registration, Workshop


def place_of(workshop: Workshop, user: User) -> Registration | None:
    """Also one that they took back."""
    mine: Registration | None = (
        Registration.objects.of(user)
        .filter(workshop=workshop)
        .select_related("user", "invitation_answer")
        .first()
    )
    if mine:
        mine.workshop = workshop
    return mine


def where_to_be(mine: Registration) -> str:
    """In the way in which they come: the room for the one, the link for the other.

    Nothing for who has no seat, since what is told of where one joins is for who comes.
    """
    if not mine.is_coming:
        return ""
    if mine.mode == Mode.IN_PERSON:
        if venue := mine.workshop.venue:
            return _("You come in person: %(venue)s") % {"venue": venue}
        return _("You come in person. The place is told later.")
    if link := mine.workshop.join_link:
        return _("You come online. Join here: %(link)s") % {"link": link}
    return _("You come online. The link is told later.")


def leaving(mine: Registration) -> str:
    """The words by which they give up what they have."""
    if mine.is_coming:
        return _("Give your seat back")
    if mine.is_offered:
        return _("Leave the seat to the next")
    return _("Ask no longer") if mine.is_asked else _("Wait no longer")
