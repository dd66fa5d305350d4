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
    CollectionEdited,
    DoubtWithdrawn,
    ResourceAdded,
    ResourceChanged,
)
from knowledge.models import Article, Doubt, Resource
from knowledge.models.resource import ResourceQuerySet
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
@subscribe(DoubtWithdrawn)
def article_changed(event: Any) -> None:
    refresh(Articles.kind, [event.article_id])


@subscribe(ArticleDoubted)
def article_doubted(event: ArticleDoubted) -> None:
    doubts = Doubt.objects.filter(pk=event.doubt_id)
    refresh(Articles.kind, doubts.values_list("article_id", flat=True))


ON_THE_SHELF = 0.3  # somebody chose it
NOT_OPENING = -0.3


@declare
class Resources(Searchable):
    kind = "resource"
    tab = _("Resources")
    is_writing = True
    place = "community"

    def every(self) -> ResourceQuerySet:
        return Resource.objects.present()

    def of_community(self, community_id: int) -> QuerySet[Resource]:
        return self.every().filter(community=community_id)

    def containers(self, ids: Sequence[int]) -> QuerySet[Space]:
        held = Resource.objects.filter(pk__in=ids).values("collection__space")
        return Space.objects.filter(pk__in=held)

    def documents(self, ids: Sequence[int]) -> Iterator[Document]:
        for resource in self.every().filter(pk__in=ids).for_display():
            yield Document(
                kind=self.kind,
                object_id=resource.pk,
                scope=resource.space.scope,
                audience=resource.space.audience,
                thread=resource.target,
                community_id=resource.community_id,
                space_id=resource.space.pk,
                author_id=resource.added_by_id,
                title=resource.title,
                keywords=" ".join([*resource.tag_names, resource.host, resource.collection.name]),
                tags=resource.tag_names,
                body=plain_text(resource.html),
                traits=["resource", str(resource.standing), "link" if resource.url else "file"],
                url=resource.get_absolute_url(),
                created_at=resource.added_at,
                active_at=resource.changed_at,
                weight=standing_of(resource),
            )

    def visible_to(self, viewer: Any) -> QuerySet[Resource]:
        return Resource.objects.visible_to(viewer)

    def label(self, traits: list[str]) -> str | Promise:
        return _("Retired resource") if "retired" in traits else _("Resource")


def standing_of(resource: Resource) -> float:
    if resource.is_retired:
        return RETIRED
    return NOT_OPENING if resource.is_broken else ON_THE_SHELF


means("is", "retired", _("Retired"), of=Resources.kind)
means("is", "broken", _("Does not open"), of=Resources.kind)


@subscribe(ResourceAdded)
@subscribe(ResourceChanged)
def resource_changed(event: ResourceAdded | ResourceChanged) -> None:
    refresh(Resources.kind, [event.resource_id])


@subscribe(CollectionEdited)
def collection_edited(event: CollectionEdited) -> None:
    held = Resource.objects.filter(collection=event.collection_id)
    refresh(Resources.kind, held.values_list("pk", flat=True))
