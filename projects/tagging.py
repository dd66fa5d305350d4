from typing import Any

from communities.models import Tag
from discussions.tagging import canonical


def retag(thing: Any, names: list[str]) -> None:
    """Give it these tags of its community, making those that are new."""
    community = thing.community_id
    wanted = sorted(canonical(community, names))
    tags = [Tag.objects.get_or_create(community_id=community, name=name)[0] for name in wanted]
    thing.tags.set(tags)
