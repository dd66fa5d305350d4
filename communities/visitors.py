from typing import Any

from django.db.models import QuerySet

from communities.models import Community
from communities.views.directory import PAGE
from core import visitors
from core.models import PageVersion
from core.visitors import VISITOR


def shown() -> QuerySet[Any]:
    """What lists and covers show of each community, for questions to go on from."""
    return Community.objects.visible_to(VISITOR).values_list(
        "pk", PageVersion.objects.of("community", "pk"), "member_count", "topic_count"
    )


@visitors.page("communities:list")
def directory() -> QuerySet[Any]:
    return shown().order_by("-member_count", "-id")[: PAGE + 1]


@visitors.page("communities:about")
def about(slug: Any) -> QuerySet[Any]:
    return shown().filter(slug=slug)
