"""What happens to workshops by itself, once a minute."""

from contextlib import suppress

from celery import shared_task

from learning.workshops.errors import WrongState
from learning.workshops.models import Registration, Workshop


@shared_task
def see_to_seats() -> None:
    """Offers that nobody has answered in time go to the next who waits; and what was kept for
    those who asked what it takes up opens to all."""
    for workshop in Workshop.objects.to_open().order_by("pk"):
        with suppress(WrongState):  # cancelled this moment
            workshop.open_up()
    for offer in Registration.objects.lapsed().select_related("workshop").order_by("workshop"):
        offer.lapse()
