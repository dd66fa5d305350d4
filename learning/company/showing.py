from typing import Any

from accounts.models import User
from learning.workshops.models import Names, Registration, Workshop
from learning.workshops.rules import can_host
from members.directory import people_shown_to

MOST = 100


def can_see_names(viewer: Any, workshop: Workshop, mine: Registration | None) -> bool:
    """Whom its hosts let see who comes. Hosts read more than that, on a page of their own."""
    if workshop.opens_at:  # who comes first voted for what it takes up, which nobody is told
        return False
    if not workshop.is_out or workshop.is_cancelled or workshop.names_for == Names.NOBODY:
        return False
    if workshop.names_for == Names.READERS:
        return True
    return bool((mine and mine.is_coming) or can_host(viewer, workshop))


def company(viewer: Any, workshop: Workshop, mine: Registration | None) -> list[User]:
    """Those who come and let it be seen, as they came."""
    if not can_see_names(viewer, workshop, mine):
        return []
    shown = workshop.registrations.coming().filter(
        shows_name=True, user__in=people_shown_to(viewer)
    )
    found = shown.select_related("user").in_line()[:MOST]
    return [one.member for one in found]
