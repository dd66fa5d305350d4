"""A guest who is a member by now: what they had is theirs under their own name."""

from django.db import transaction

from accounts.models import User
from learning.guests.models import Guest
from learning.workshops.models import Registration, Workshop
from learning.workshops.models.line import promote, remind


def adopt(workshop: Workshop, user: User) -> None:
    with transaction.atomic():
        take_over(Workshop.objects.lock(workshop.pk), user)


def take_over(workshop: Workshop, user: User) -> None:
    """Of a locked workshop: their seat, or place in the line, stays what it is.

    Who is registered already keeps that one, and the other goes to the next.
    """
    for guest in Guest.objects.of_member(user, workshop=workshop):
        as_guest = Registration.objects.filter(guest=guest).first()
        if as_guest is not None:
            _join(workshop, as_guest, user)
        guest.delete()


def _join(workshop: Workshop, as_guest: Registration, user: User) -> None:
    own = Registration.objects.filter(workshop=workshop, user=user).first()
    if own is not None and own.is_current:
        as_guest.delete()
        promote(workshop, as_guest.mode)
        return
    if own is not None:
        own.delete()
    as_guest.user, as_guest.guest = user, None
    as_guest.save(update_fields=["user", "guest"])
    remind(workshop, as_guest)
