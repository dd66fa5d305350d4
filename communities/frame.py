from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from communities.models import Community, Membership, Role, Tag
from core.compiled import compiled

PEOPLE, TAGS = 4, 12


def frame(viewer: Any, community: Community) -> dict[str, Any]:
    """What every page inside a community needs for its cover."""
    return {"community": community, "standing": community.standing_of(viewer)}


def sides(community: Community) -> dict[str, Any]:
    """Who looks after the community and which tags it uses most, in one query."""
    [(in_charge, busiest)] = _sides(community=community.pk)
    for someone in in_charge:
        someone["about"] = someone["headline"] or Role(someone["role"]).label
    return {"facilitators": in_charge, "tags": busiest}


@compiled()
def _sides(community: Any) -> QuerySet[Community, tuple[Any, Any]]:
    people = Membership.objects.active().in_charge().filter(community=OuterRef("pk"))
    person = {name: F(f"user__{name}") for name in ("name", "handle", "dye", "photo", "headline")}
    tags = Tag.objects.busiest().filter(community=OuterRef("pk"), topic_count__gt=0)
    of_people = people.order_by("joined_at", "pk").values(it=JSONObject(**person, role="role"))
    of_tags = tags.values(it=JSONObject(name="name", topic_count="topic_count"))
    return Community.objects.filter(pk=community).values_list(
        ArraySubquery(of_people[:PEOPLE]), ArraySubquery(of_tags[:TAGS])
    )
