"""What happens to guests by itself: they are reminded and thanked, and forgotten."""

from datetime import timedelta

from celery import shared_task
from django.db import transaction

from core.events import publish
from learning.guests.events import GuestTold
from learning.guests.letters import Sort
from learning.guests.models import Guest
from learning.guests.models.guest import GuestQuerySet

AHEAD = timedelta(days=1)
MOST = 200  # in one transaction; the others in a minute


@shared_task
def remind_guests() -> None:
    for due, sort in ((Guest.objects.to_remind(AHEAD), Sort.BEGINS), (_thankable(), Sort.OVER)):
        with transaction.atomic():
            _tell(due, sort)


def _thankable() -> GuestQuerySet:
    return Guest.objects.to_thank()


def _tell(due: GuestQuerySet, sort: str) -> None:
    held = due.select_for_update(of=("self",), skip_locked=True, no_key=True).order_by("pk")
    for guest in held.select_related("workshop", "registration")[:MOST]:
        workshop = guest.workshop
        if sort == Sort.BEGINS:
            guest.reminded_of = workshop.starts_at
        else:
            guest.is_thanked = True
        guest.save(update_fields=["reminded_of", "is_thanked"])
        publish(GuestTold(guest.registration.pk, sort, workshop.sequence))


@shared_task
def forget_guests() -> None:
    """Addresses that nobody confirmed, and those of who came long ago."""
    Guest.objects.unconfirmed().delete()
    Guest.objects.outlived().delete()
