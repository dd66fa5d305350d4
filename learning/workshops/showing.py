from typing import Any

from django.utils import timezone

from communities.frame import frame
from learning.workshops import rules
from learning.workshops.following import target_of
from learning.workshops.models import Workshop
from learning.workshops.parts import PARTS
from notifications.follows import Control


def zone_of(viewer: Any) -> Any:
    """That in which times are said beside a workshop's own; of a visitor it is not known."""
    return timezone.get_current_timezone() if viewer.is_authenticated else None


def workshop_context(viewer: Any, workshop: Workshop) -> dict[str, Any]:
    """What the page of a workshop needs."""
    return frame(viewer, workshop.community) | {
        "workshop": workshop,
        "parts_shown": [part for part in PARTS if part.name in workshop.html],
        "zone": zone_of(viewer),
        "may_edit": rules.can_edit(viewer, workshop),
        "may_publish": rules.can_publish(viewer, workshop),
        "may_move": rules.can_move(viewer, workshop),
        "may_cancel": rules.can_cancel(viewer, workshop),
        "may_see_link": rules.can_see_link(viewer, workshop),
        "may_propose": rules.can_propose(viewer, workshop.community),
        "follow": Control.of(viewer, target_of(viewer, workshop)),
    }
