"""Where the address of what has moved leads, for a viewer who may read it there."""

from typing import Any

from discussions.models import Forward, Post, Topic


def topic_instead_of(viewer: Any, pk: int) -> Topic | None:
    """The topic that this one was merged into."""
    seen = Topic.objects.visible_to(viewer).select_related("community")
    return seen.filter(mergers__topic=pk).first()


def post_instead_of(viewer: Any, topic: int, number: int) -> Post | None:
    """The post that had this number in the topic."""
    forward = Forward.objects.seen_by(viewer).filter(topic=topic, number=number).first()
    return Post.objects.for_page().get(pk=forward.post_id) if forward else None
