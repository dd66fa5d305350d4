from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Block, User
from communities.models import Community, Membership
from communities.models.community import Visibility


def people_visible_to(viewer: Any) -> QuerySet[User]:
    """Whom the viewer may find: oneself, and the members of every community one may read.

    That is anyone in a public community, whose list of members is public too, and whoever shares
    a community with the viewer.
    """
    mine = Membership.objects.of(viewer).values("community")
    open_to_viewer = Q(community__visibility=Visibility.PUBLIC) | Q(community__in=mine)
    findable = Membership.objects.active().filter(open_to_viewer, user=OuterRef("pk"))
    return people_shown_to(viewer).filter(Exists(findable) | Q(pk=viewer.pk or 0))


def people_shown_to(viewer: Any) -> QuerySet[User]:
    """Whose page the viewer may open by its address. A block hides two people from each other."""
    people = User.objects.shown()
    if not viewer.is_authenticated:
        return people
    blocked = Block.objects.filter(blocker=viewer.pk).values("blocked")
    blocking = Block.objects.filter(blocked=viewer.pk).values("blocker")
    return people.exclude(pk__in=blocked).exclude(pk__in=blocking)


def communities_of(person: User, viewer: Any) -> QuerySet[Community]:
    """Those that the viewer may know the person belongs to."""
    return Community.objects.readable_by(viewer).joined_by(person).order_by("name", "pk")
