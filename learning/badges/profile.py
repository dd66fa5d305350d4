from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from learning.badges.models import Award
from members.profile import Block, Entry, block

MOST = 12


@block
def badges(viewer: Any, person: User) -> Block | None:
    """Those that the person shows, where the viewer may read the community."""
    held = Award.objects.visible_to(viewer).held().shown().filter(user=person)
    found = held.for_display().order_by("-issued_at", "-pk")[:MOST]
    entries = [Entry(one.badge.title, one.address, one.community.name) for one in found]
    return Block(_("Badges"), "shield-check", entries) if entries else None
