"""What happens to calls by itself, once an hour."""

from contextlib import suppress

from celery import shared_task

from projects.calls.errors import CallIsOver
from projects.calls.matching import seek
from projects.calls.models import Call


@shared_task
def see_to_calls() -> None:
    """End those whose day has passed, and put the others to whom there was no room for before."""
    for call in Call.objects.over():
        with suppress(CallIsOver):  # a lead was faster
            call.close(by=None)
    for pk in Call.objects.open().order_by("pk").values_list("pk", flat=True):
        seek(pk)
