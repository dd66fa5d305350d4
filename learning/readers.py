"""Who may be told of what stands in a space of its community, and who is meant by a handle."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communities.models import Community, Membership


def readers_of(thing: Any) -> QuerySet[User]:
    """The members who may read it."""
    members = Membership.objects.active().filter(community=thing.community_id)
    readers: QuerySet[User] = thing.space.among(User.objects.filter(pk__in=members.values("user")))
    return readers


def member_named(handle: str, community: Community) -> User:
    """Raises ValidationError."""
    members: Any = Membership.objects.active().filter(community=community)
    named = User.objects.with_handles([handle.strip().removeprefix("@")])
    found: User | None = named.filter(pk__in=members.values("user")).first()
    if found is None:
        raise ValidationError(_("No member has this handle."), code="unknown")
    return found
