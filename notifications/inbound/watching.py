"""What operators see of mail that comes in, on /statusz."""

from typing import Any

from core.health import report
from notifications.models import Arrival
from notifications.models.arrival import State


@report("mail_in")
def mail_in() -> tuple[bool, dict[str, Any]]:
    waiting = Arrival.objects.filter(state=State.WAITING).count()
    failed = Arrival.objects.failed().count()
    overdue = Arrival.objects.overdue().exists()
    return overdue, {"waiting": waiting, "failed": failed}
