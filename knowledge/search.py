"""Articles as documents: what is published above what was only said, what is retired below."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from communities.models import Space
from core.events import subscribe
from core.markdown import plain_text
from knowledge.events import (
    ArticleDoubted,
    ArticleEdited,
    ArticlePublished,
    ArticleReinstated,
    ArticleRetired,
    ArticleVerified,
    DoubtWithdrawn,
    ReviewFellDue,
)
from knowledge.models import Article, Doubt
from search.indexing import refresh
from search.kinds import Searchable, declare
from search.models import Document
from search.narrowing import means

PUBLISHED = 0.9  # above an accepted answer
STALE = -0.5  # added to PUBLISHED: below an accepted answer
RETIRED = -0.8


@declare
class Articles(Searchable):
    kind = "article"
    tab = _("Articles")
    is_writing = True
    place = "community"

    def every(self) -> QuerySet[Article]:
        return Article.objects.out()

    def of_community(self, community_id: int) -> QuerySet[Article]:
        return self.every().filter(community=community_id)

    def containers(self, ids: Sequence[int]) -> QuerySet[Space]:
        return Space.objects.filter(pk__in=Article.objects.filter(pk__in=ids).values("space"))

    def documents(self, ids: Sequence[int]) -> Iterator[Document]:
        for article in Article.objects.out().filter(pk__in=ids).for_page():
            yield Document(
                kind=self.kind,
                object_id=article.pk,
                scope=article.space.scope,
                audience=article.space.audience,
                thread=article.target,
                community_id=article.community_id,
                space_id=article.space_id,
                author_id=article.author_id,
                title=article.title,
                keywords=" ".join(article.tag_names),
                tags=article.tag_names,
                body="\n".join(plain_text(html) for html in article.html.values()),
                traits=traits_of(article),
                url=article.get_absolute_url(),
                created_at=article.published_at or article.created_at,
                active_at=article.verified_at or article.changed_at,
                weight=weight_of(article),
            )

    def visible_to(self, viewer: Any) -> QuerySet[Article]:
        return Article.objects.visible_to(viewer).out()

    def label(self, traits: list[str]) -> str | Promise:
        return _("Retired article") if "retired" in traits else _("Article")

    def recommends(self, traits: list[str]) -> bool:
        return "retired" not in traits


def traits_of(article: Article) -> list[str]:
    return ["article", str(article.state), *(["stale"] if article.is_stale else [])]


def weight_of(article: Article) -> float:
    if article.is_retired:
        return RETIRED
    return PUBLISHED + STALE * article.is_stale


means("is", "stale", _("May be out of date"), of=Articles.kind)
means("is", "retired", _("Retired"), of=Articles.kind)


@subscribe(ArticlePublished)
@subscribe(ArticleEdited)
@subscribe(ArticleVerified)
@subscribe(ArticleRetired)
@subscribe(ArticleReinstated)
@subscribe(ReviewFellDue)
@subscribe(DoubtWithdrawn)
def article_changed(event: Any) -> None:
    refresh(Articles.kind, [event.article_id])


@subscribe(ArticleDoubted)
def article_doubted(event: ArticleDoubted) -> None:
    doubts = Doubt.objects.filter(pk=event.doubt_id)
    refresh(Articles.kind, doubts.values_list("article_id", flat=True))
