from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from communities.models import Membership
from members.directory import members_visible_to, people_shown_to
from members.listing import skills
from members.listing.asked import Asked
from members.listing.hours import zones_sharing
from members.profiles.models import Facet, FacetKind, Passage

ORDER = ("name", "pk")


def people_asked_for(viewer: Any, asked: Asked, *, likely: bool = False) -> QuerySet[User]:
    """Those whom the viewer may find by what they may read. ``likely``: by words like these."""
    people = _among(viewer, asked)
    facets = Facet.objects.visible_to(viewer)
    if skills.SKILL in asked.chosen:
        people = people.filter(pk__in=skills.holders(viewer, asked.chosen))
    for kind, value in asked.of_profiles.items():
        people = people.filter(pk__in=facets.filter(kind=kind, value=value).values("user"))
    if asked.overlap and viewer.is_authenticated:
        told = facets.filter(kind=FacetKind.LOCAL_TIME).values("user")
        people = people.filter(timezone__in=zones_sharing(asked.overlap, viewer), pk__in=told)
    how = "text__trigram_word_similar" if likely else "text__contains"
    for word in asked.words:
        passages = Passage.objects.visible_to(viewer).filter(**{how: word})
        people = people.filter(pk__in=passages.values("user"))
    return people


def _among(viewer: Any, asked: Asked) -> QuerySet[User]:
    """Members of a community that the viewer may read, or all whom they may find."""
    if not asked.community:
        return members_visible_to(viewer)
    members = Membership.objects.active().filter(community=asked.community)
    if asked.role:
        members = members.filter(role=asked.role)
    return people_shown_to(viewer).filter(pk__in=members.values("user"))
