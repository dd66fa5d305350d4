from core.events import subscribe
from learning.badges.events import AwardDecided
from learning.badges.notices import proposed_key
from notifications.models import Notice


@subscribe(AwardDecided)
def take_back_question(event: AwardDecided) -> None:
    """What was answered, or is not proposed any longer, is not asked."""
    Notice.objects.retract(proposed_key(event.award_id))
