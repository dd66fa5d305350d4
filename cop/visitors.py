from typing import Any

from django.db.models import Case, CharField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Concat

from communities.models import Community
from communities.models.community import Visibility
from communities.visitors import shown
from cop.views.home import BOOKS
from core import visitors
from core.visitors import VISITOR
from discussions.models import Topic


@visitors.page("home")
def landing() -> QuerySet[Any]:
    """The books on the shelf and, beside the one it is from, the question that is shown."""
    in_order = Community.objects.visible_to(VISITOR).order_by("-member_count", "-pk")
    first = in_order.filter(visibility=Visibility.PUBLIC).values("pk")[:1]
    solved = Topic.objects.visible_to(VISITOR).best_solved(OuterRef("pk"))
    pk, version = Cast("pk", CharField()), Cast("page_version", CharField())
    example = solved.values(it=Concat(pk, Value("."), version))[:1]
    return (
        shown()
        .annotate(example=Case(When(pk=Subquery(first), then=Subquery(example))))
        .order_by("-member_count", "-pk")[:BOOKS]
    )
