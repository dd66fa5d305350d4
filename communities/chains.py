from collections.abc import Iterable
from typing import Any

from notifications.models.follow import Chain


def chain_of(thing: Any, tag_ids: Iterable[int] | None = None) -> Chain:
    """Where what one follows can tell of a thing in a space: from itself up to its community.

    ``tag_ids``: of one whose tags are at hand, or that is not saved yet.
    """
    tags = thing.tags.values_list("pk", flat=True) if tag_ids is None else tag_ids
    return [
        [thing.target],
        [f"tag:{pk}" for pk in tags],
        [f"space:{thing.space_id}"],
        [f"community:{thing.community_id}"],
    ]
