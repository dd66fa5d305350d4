"""What needs somebody's eyes: stale articles, the most urgent first."""

from typing import Any

from communities.models import Community
from knowledge.models import Article, State

MOST = 100


def proposed_in(viewer: Any, community: Community) -> list[Article]:
    articles = Article.objects.visible_to(viewer).filter(community=community, state=State.REVIEW)
    return list(articles.for_list().order_by("changed_at", "pk")[:MOST])


def stale_in(viewer: Any, community: Community) -> list[Article]:
    """All that are stale, for those who look after them; else one's own."""
    articles = Article.objects.visible_to(viewer).published().filter(community=community)
    if not community.standing_of(viewer).moderates:
        articles = articles.filter(owner_id=viewer.pk)
    found = articles.suspects().for_list().order_by("review_due", "pk")[:MOST]
    stale = [article for article in found if article.is_stale]
    return sorted(stale, key=lambda article: -article.freshness.urgency)
