from typing import Any

from communities.models import Community


def frame(viewer: Any, community: Community) -> dict[str, Any]:
    """What every page inside a community needs for its cover."""
    return {"community": community, "standing": community.standing_of(viewer)}
