from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from communities.models import Space
from core import visitors
from core.models import PageVersion
from core.visitors import CURSOR, SLUG, VISITOR
from discussions.listing import ORDERS, STATES
from discussions.models import Kind, Topic
from discussions.models.turn import titles_led_to
from discussions.thread import ORDERS as THREAD_ORDERS

TO_ALL = {"unread", "mine"}  # states of a list that are somebody's own


@visitors.page("discussions:topic", sort=THREAD_ORDERS, after=CURSOR)
def topic(pk: Any) -> QuerySet[Any]:
    return (
        Topic.objects.visible_to(VISITOR)
        .filter(pk=pk)
        .values_list(
            "page_version",
            PageVersion.objects.of("community", "community"),
            "space__name",
            Topic.objects.duplicates_of_each(
                VISITOR
            ),  # which may be anywhere, and move or close there
            titles_led_to(VISITOR),  # by lines that are there for those who may follow them
            "banner__audience",  # as open as what it leads to, which this topic does not hear of
        )
    )


@visitors.page(
    "community",
    kind={"", *Kind.values},
    state={"", *STATES} - TO_ALL,
    sort=ORDERS,
    tag=SLUG,
    space=SLUG,
    after=CURSOR,
)
def community(slug: Any) -> QuerySet[Any]:
    """Of each space the newest act, which tells of growth, and the version, which tells of the
    rest: so that a reply need not wait for other replies in the same space."""
    topics = Topic.objects.filter(space=OuterRef("pk"), deleted_at=None)
    newest = topics.order_by("-active_at", "-id").values("active_at")[:1]
    spaces = Space.objects.visible_to(VISITOR).filter(community__slug=slug).order_by("pk")
    return spaces.values_list(
        "pk",
        Subquery(newest),
        PageVersion.objects.of("space", "pk"),
        PageVersion.objects.of("community", "community"),
        "community__member_count",
        "community__topic_count",
    )
