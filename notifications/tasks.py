from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from notifications import reminders
from notifications.digesting import send_planned
from notifications.inbound.processing import take_waiting
from notifications.models import Arrival, Email, ReplyAddress
from notifications.planning import plan_due
from notifications.sending import send_owed

# Below the time limit of a task: what is left over waits for the next run.
SECONDS = 200
# Each task is one worker's; more than this many at once would only queue behind each other.
MOST_SENDERS, DIGESTS_EACH = 8, 500
MOST_FORGOTTEN = 2000  # at once
MOST_DUE = 500  # of things in one run; what is left over waits for the next


@shared_task
def send_mail() -> None:
    send_owed(seconds=SECONDS)


@shared_task
def plan_digests() -> None:
    planned = plan_due()
    for _sender in range(min(MOST_SENDERS, 1 + planned // DIGESTS_EACH)):
        send_digests.apply_async(retry=False)


@shared_task
def send_digests() -> None:
    send_planned(seconds=SECONDS)


@shared_task
def remind() -> None:
    reminders.remind(most=MOST_DUE)


@shared_task
def take_mail() -> None:
    take_waiting(seconds=SECONDS)


@shared_task
def forget_mail() -> None:
    Arrival.objects.forget_raw()
    ReplyAddress.objects.purge()


@shared_task
def forget_mails() -> None:
    """Let go of what the log has held long enough, some at a time."""
    before = timezone.now() - timedelta(days=settings.MAIL_LOG_DAYS)
    old = Email.objects.expired(before=before).order_by("pk")
    while pks := list(old.values_list("pk", flat=True)[:MOST_FORGOTTEN]):
        Email.objects.filter(pk__in=pks).delete()
