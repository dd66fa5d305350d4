from typing import Any

from django.http import HttpRequest

from communities.models.membership import State, memberships_of


def page(request: HttpRequest) -> dict[str, Any]:
    """What the page's frame shows: the reader and their communities."""
    mine = [m.community for m in memberships_of(request.user).values() if m.state == State.ACTIVE]
    return {"viewer": request.user, "my_communities": sorted(mine, key=lambda c: c.name.lower())}
