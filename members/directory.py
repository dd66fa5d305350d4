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
    return people_shown_to(viewer).filter(_is_findable(viewer) | Q(pk=viewer.pk or 0))


def members_visible_to(viewer: Any) -> QuerySet[User]:
    """The same without oneself where one is in no community.

    PostgreSQL stops at as many as are asked for; with an "or" it looks at every membership first.
    """
    return people_shown_to(viewer).filter(_is_findable(viewer))


def _is_findable(viewer: Any) -> Exists:
    mine = Membership.objects.of(viewer).values("community")
    open_to_viewer = Q(community__visibility=Visibility.PUBLIC) | Q(community__in=mine)
    return Exists(Membership.objects.active().filter(open_to_viewer, user=OuterRef("pk")))


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
