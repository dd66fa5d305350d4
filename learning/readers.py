"""Who may be told of what stands in a space of its community."""

from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from communities.models import Membership


def readers_of(thing: Any) -> QuerySet[User]:
    """The members who may read it."""
    members = Membership.objects.active().filter(community=thing.community_id)
    readers: QuerySet[User] = thing.space.among(User.objects.filter(pk__in=members.values("user")))
    return readers
