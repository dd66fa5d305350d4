"""What somebody wants to be told of, in each of their communities."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet

from communities.models import Community, Tag
from projects.calls.models import Wish


def communities_with_wishes(user: Any) -> QuerySet[Community]:
    """The user's communities, with ``wished_tags`` and ``wished_by_what_they_know``."""
    mine = Wish.objects.filter(user_id=user.pk, community=OuterRef("pk"))
    tags = Tag.objects.filter(wishes__user=user.pk, community=OuterRef("pk")).order_by("name")
    return (
        Community.objects.joined_by(user)
        .annotate(
            wished_tags=ArraySubquery(tags.values("name")),
            wished_by_what_they_know=Exists(mine.filter(by_what_they_know=True)),
        )
        .order_by("name", "pk")
    )


def wish_in(user: Any, community: Community) -> dict[str, Any]:
    """As the form and the API say it; nothing, where nothing was chosen."""
    wish = Wish.objects.filter(user_id=user.pk or 0, community=community).first()
    if wish is None:
        return {"tags": [], "by_what_they_know": False}
    names = list(wish.tags.order_by("name").values_list("name", flat=True))
    return {"tags": names, "by_what_they_know": wish.by_what_they_know}
