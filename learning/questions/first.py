"""Who asked what a workshop takes up comes first: for a while its seats are theirs alone."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from discussions.models import Post, Vote
from learning.readers import readers_of

if TYPE_CHECKING:
    from learning.workshops.models import Workshop

LONGEST = timedelta(hours=24)
PART_OF_WHAT_IS_LEFT = 4
TOO_NEAR = timedelta(hours=6)  # what begins so soon needs whoever comes


def first_ones(workshop: "Workshop") -> QuerySet[User]:
    """Who asked it, voted for it, or wrote to it, and could come.

    What somebody does once it is published gets them no seat before others.
    """
    topics = workshop.questions.exclude(topic=None).values("topic")
    until = workshop.published_at or timezone.now()
    votes = Vote.objects.filter(post__number=1, post__topic__in=topics, cast_at__lte=until)
    posts = Post.objects.filter(topic__in=topics, deleted_at=None, created_at__lte=until)
    took_part = Q(pk__in=votes.values("user")) | Q(pk__in=posts.values("author"))
    hosts = workshop.hostings.values("user")
    return readers_of(workshop).filter(took_part).exclude(pk__in=hosts)


def head_start(workshop: "Workshop") -> datetime | None:
    """Until when their seats are kept if it is published now; None: there is nobody, or no time."""
    now = timezone.now()
    left: timedelta = workshop.starts_at - now
    if left <= TOO_NEAR or not first_ones(workshop).exists():
        return None
    return now + min(LONGEST, left / PART_OF_WHAT_IS_LEFT)


def can_come_now(workshop: "Workshop", who: Any) -> bool:
    """Also whoever is not first, once it is open to all. Guests are never first."""
    if workshop.opens_at is None:
        return True
    is_member = isinstance(who, User) and who.pk
    return bool(is_member and first_ones(workshop).filter(pk=who.pk).exists())
