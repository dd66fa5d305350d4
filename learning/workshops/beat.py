"""What happens to workshops by itself, once a minute."""

from celery import shared_task

from learning.workshops.models import Registration


@shared_task
def see_to_seats() -> None:
    """Offers that nobody has answered in time go to the next who waits."""
    for offer in Registration.objects.lapsed().select_related("workshop").order_by("workshop"):
        offer.lapse()
