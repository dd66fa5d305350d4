"""What a user has begun to write and not posted: where it belongs, and the way back to it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from communities.models import Community
from discussions.models import Draft, Post, Topic

if TYPE_CHECKING:
    from accounts.models import User

# Where a text can be begun, as far as an address may say.
PLACE = r"(?:reply|edit)/[0-9]{1,18}(?:/[0-9]{1,9})?|topic/new/[0-9]{1,18}"
ON_A_TOPIC = re.compile(r"(?P<what>reply|edit)/(?P<topic>\d+)(?:/(?P<post>\d+))?")
NEW_TOPIC = re.compile(r"topic/new/(?P<community>\d+)")


def reply_key(topic: Topic, parent: Post | None = None) -> str:
    return f"reply/{topic.pk}/{parent.number}" if parent else f"reply/{topic.pk}"


def edit_key(post: Post) -> str:
    return f"edit/{post.topic_id}/{post.number}"


def new_topic_key(community: Community) -> str:
    return f"topic/new/{community.pk}"


@dataclass(frozen=True)
class Begun:
    """``what`` is topic, reply or edit; ``topic`` is what it belongs to, where there is one."""

    what: str
    address: str
    at: datetime
    community: Community
    topic: Topic | None = None


def begun_by(user: "User", communities: Iterable[Community], most: int) -> list[Begun]:
    """Newest first; without those whose topic or community the user can no longer see."""
    drafts = list(Draft.objects.filter(user=user).order_by("-updated_at")[:most])
    named = [match["topic"] for draft in drafts if (match := ON_A_TOPIC.fullmatch(draft.key))]
    topics = Topic.objects.visible_to(user).select_related("community").in_bulk(named)
    known = {community.pk: community for community in communities}
    begun = (_begun(draft, topics, known) for draft in drafts)
    return [one for one in begun if one]


def _begun(
    draft: Draft, topics: dict[int, Topic], communities: dict[int, Community]
) -> Begun | None:
    if match := NEW_TOPIC.fullmatch(draft.key):
        community = communities.get(int(match["community"]))
        if community is None:
            return None
        return Begun("topic", f"{community.address}t/new/", draft.updated_at, community)
    match = ON_A_TOPIC.fullmatch(draft.key)
    topic = topics.get(int(match["topic"])) if match else None
    if match is None or topic is None:
        return None
    address = _way_back(topic, match["what"], match["post"])
    return Begun(match["what"], address, draft.updated_at, topic.community, topic)


def _way_back(topic: Topic, what: str, post: str | None) -> str:
    if post:
        return f"{topic.address}posts/{post}/{what}/"
    return f"{topic.address}edit/" if what == "edit" else f"{topic.get_absolute_url()}#composer"
