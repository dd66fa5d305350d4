from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from communities.events import CommunityEdited, CommunityFounded
from communities.models import Community, Space, TagSynonym
from communities.models.membership import State, memberships_of
from core.events import subscribe
from search.facets import Room, names_rooms
from search.indexing import refresh
from search.kinds import Searchable, declare
from search.models import Document
from search.narrowing import Narrowing, narrows

MOST_PLACES = 100  # of one name
WEIGHT = 0.5  # whoever types the name of a community means the community


@declare
class Communities(Searchable):
    """The charter, for whoever may know that the community exists."""

    kind = "community"
    tab = _("Communities")
    place = ""

    def every(self) -> QuerySet[Community]:
        return Community.objects.all()

    def of_community(self, community_id: int) -> QuerySet[Community]:
        return self.every().filter(pk=community_id)

    def containers(self, ids: Sequence[int]) -> QuerySet[Community]:
        return Community.objects.filter(pk__in=ids)

    def documents(self, ids: Sequence[int]) -> Iterator[Document]:
        for community in Community.objects.filter(pk__in=ids):
            charter = (community.tagline, community.domain, community.who, community.practice)
            yield Document(
                kind=self.kind,
                object_id=community.pk,
                thread=f"community:{community.pk}",
                scope=community.listing_scope,
                audience=community.listing_audience,
                community_id=community.pk,
                title=community.name,
                keywords=community.slug,
                body="\n".join(part for part in charter if part),
                url=community.get_absolute_url(),
                created_at=community.created_at,
                active_at=community.created_at,
                weight=WEIGHT,
            )

    def visible_to(self, viewer: Any) -> QuerySet[Community]:
        return Community.objects.visible_to(viewer)

    def label(self, traits: list[str]) -> str | Promise:
        return _("Community")


@subscribe(CommunityFounded)
@subscribe(CommunityEdited)
def community_changed(event: CommunityFounded | CommunityEdited) -> None:
    refresh(Communities.kind, [event.community_id])


@narrows("community")
def in_community(viewer: Any, slug: str) -> Narrowing:
    """The viewer's own are known already; another one is looked up."""
    mine = [m.community for m in memberships_of(viewer).values() if m.state == State.ACTIVE]
    found = next((c for c in mine if c.slug == slug), None)
    found = found or Community.objects.visible_to(viewer).filter(slug=slug).first()
    if found is None:
        return Narrowing("community", slug, inside(slug))
    return Narrowing(
        "community", slug, inside(found.name), Q(community_id=found.pk), community_id=found.pk
    )


@narrows("place", operator="in")
def in_place(viewer: Any, path: str) -> Narrowing:
    """``in:beer``, ``in:beer/lounge`` or ``in:lounge``: communities and spaces of this address."""
    if "/" in path:
        return in_space(viewer, path)
    spaces = Space.objects.visible_to(viewer).filter(slug=path)
    known = list(spaces.values_list("pk", "name")[:MOST_PLACES])
    community = in_community(viewer, path)
    if not known:
        return community
    condition = Q(space_id__in=[pk for pk, _name in known])
    if community.condition is None:
        return Narrowing("place", path, inside(known[0][1]), condition)
    return Narrowing("place", path, community.label, condition | community.condition)


@narrows("tag", operator="tag")
def tagged(viewer: Any, name: str) -> Narrowing:
    """Where a community gives another tag for the word, what has that tag.

    A synonym in a community that the viewer does not see adds only what they will not be shown.
    """
    name = name.lower()
    condition = Q(tags__contains=[name])
    for community_id, tag in TagSynonym.objects.named(name)[:MOST_PLACES]:
        condition |= Q(community_id=community_id, tags__contains=[tag])
    return Narrowing("tag", name, gettext("Tagged %(tag)s") % {"tag": name}, condition)


@narrows("space")
def in_space(viewer: Any, path: str) -> Narrowing:
    """Written ``community/space``, because the name of a space is one only in its community."""
    community, _slash, slug = path.partition("/")
    visible = Space.objects.visible_to(viewer).filter(community__slug=community, slug=slug)
    found = visible.first()
    if found is None:
        return Narrowing("space", path, inside(path))
    return Narrowing("space", path, inside(found.name), Q(space_id=found.pk))


@names_rooms
def rooms(viewer: Any, ids: list[int]) -> dict[int, Room]:
    spaces = Space.objects.visible_to(viewer).filter(pk__in=ids).select_related("community")
    found = {space.pk: space for space in spaces}
    return {
        pk: Room(space.community.slug, space.community.name, space.slug, space.name)
        for pk in ids
        if (space := found.get(pk))
    }


def inside(name: str) -> str:
    return gettext("In %(name)s") % {"name": name}
