from core.events import subscribe
from notifications.models import Notice
from projects.events import ThanksWithdrawn


@subscribe(ThanksWithdrawn)
def take_back_thanks(event: ThanksWithdrawn) -> None:
    Notice.objects.retract(event.key)
