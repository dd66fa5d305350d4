"""What a list of articles can be narrowed to: one reading for web and API."""

from dataclasses import dataclass
from typing import Any

from communities.models import Community
from core.paging import Page, paginate
from knowledge.asked import Asked
from knowledge.models import Article, State
from knowledge.models.finding import ArticleQuerySet

STATES = ("review", "drafts", "retired")
ORDER = ("-changed_at", "-id")


@dataclass(frozen=True)
class Listing(Asked):
    """A request for articles."""

    STATES = STATES

    def articles(self, viewer: Any, community: Community) -> ArticleQuerySet:
        articles = Article.objects.visible_to(viewer).filter(community=community)
        if self.tag:
            articles = articles.tagged(self.tag)
        return self._in_state(articles, viewer)

    def page(
        self, viewer: Any, community: Community, *, after: str | None, size: int
    ) -> Page[Article]:
        """Raises BadCursor."""
        articles = self.articles(viewer, community).for_list()
        return paginate(articles, ORDER, after=after, size=size)

    def _in_state(self, articles: ArticleQuerySet, viewer: Any) -> ArticleQuerySet:
        if self.state == "drafts":
            return articles.filter(state=State.DRAFT, author_id=viewer.pk or 0)
        if self.state == "review":
            return articles.filter(state=State.REVIEW)
        if self.state == "retired":
            return articles.filter(state=State.RETIRED)
        return articles.published()
