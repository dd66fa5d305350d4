"""How many topics a community and its tags have, counted anew when a space opens or closes."""

from django.db import transaction
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from communities.models import Community, Space, Tag
from discussions.models import Topic


def recount(community_id: int) -> None:
    """Only what the whole community may read: a number tells of what is behind it."""
    shared = Space.objects.shared().filter(community=community_id)
    topics = Topic.objects.filter(space__in=shared, deleted_at=None)
    tagged = topics.filter(tags=OuterRef("pk")).order_by().values("tags")
    number = Subquery(tagged.annotate(n=Count("pk")).values("n"))
    with transaction.atomic():
        Community.objects.select_for_update(of=("self",), no_key=True).get(pk=community_id)
        Community.objects.filter(pk=community_id).update(topic_count=topics.count())
        Tag.objects.filter(community=community_id).update(topic_count=Coalesce(number, 0))
