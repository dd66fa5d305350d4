from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from communities.models import Tag
from knowledge.models import Article, Resource
from notifications import digest
from notifications.digest import Item, Reader

CANDIDATES = 20  # from each community, of which a reader is shown a few


@digest.section
class NewArticles(digest.Section):
    """What was published in the week, in the communities and spaces of the reader."""

    title = _("Worked out this week")

    def gather(self, readers: list[Reader]) -> dict[int, list[Item]]:
        published = self._published(readers)
        return {
            reader.user.pk: [
                self._item(article)
                for pk in sorted(reader.ids_of("community"))
                for article in published[pk]
                if self._is_news(reader, article)
            ]
            for reader in readers
        }

    def recall(self, reader: Reader, keys: Sequence[str]) -> Iterable[Item]:
        pks = [int(key.partition(":")[2]) for key in keys]
        articles = Article.objects.visible_to(reader.user).published().filter(pk__in=pks)
        for article in self._shown(articles):
            yield self._item(article)

    def summary(self, count: int) -> str:
        return ngettext("%(n)d new article", "%(n)d new articles", count) % {"n": count}

    def _published(self, readers: list[Reader]) -> dict[int, list[Article]]:
        since: datetime = min(reader.since for reader in readers)
        communities = set().union(*(reader.ids_of("community") for reader in readers))
        rank = Window(RowNumber(), partition_by=F("community"), order_by=F("published_at").desc())
        articles = Article.objects.published().filter(
            community__in=communities, published_at__gt=since
        )
        found: dict[int, list[Article]] = defaultdict(list)
        for article in self._shown(articles.annotate(rank=rank).filter(rank__lte=CANDIDATES)):
            found[article.community_id].append(article)
        return found

    def _shown(self, articles: "QuerySet[Article]") -> "QuerySet[Article]":
        tags = Tag.objects.filter(articles=OuterRef("pk")).order_by("pk").values("pk")
        shown = articles.annotate(tag_ids=ArraySubquery(tags))
        related = ("community", "space__community", "author")
        return shown.select_related(*related).order_by("-published_at", "-pk")

    def _is_news(self, reader: Reader, article: Article) -> bool:
        published = article.published_at
        if published is None or not reader.since < published <= reader.until:
            return False
        if article.author_id == reader.user.pk or article.author_id in reader.parted:
            return False
        chain = [
            [article.target],
            [f"tag:{pk}" for pk in article.tag_ids],  # type: ignore[attr-defined]
            [f"space:{article.space_id}"],
            [f"community:{article.community_id}"],
        ]
        return not reader.mutes(chain)

    def _item(self, article: Article) -> Item:
        return Item(
            key=article.target,
            title=article.title,
            url=article.get_absolute_url(),
            meta=gettext("Written by %(name)s.") % {"name": article.author.name},
            excerpt=article.gist,
            place=article.community.name,
            audience=article.space.audience,
        )


@digest.section
class NewResources(digest.Section):
    """What was put on the shelf in the week, in the communities and spaces of the reader."""

    title = _("New on the shelf")

    def gather(self, readers: list[Reader]) -> dict[int, list[Item]]:
        added = self._added(readers)
        return {
            reader.user.pk: [
                self._item(resource)
                for pk in sorted(reader.ids_of("community"))
                for resource in added[pk]
                if self._is_news(reader, resource)
            ]
            for reader in readers
        }

    def recall(self, reader: Reader, keys: Sequence[str]) -> Iterable[Item]:
        pks = [int(key.partition(":")[2]) for key in keys]
        resources = Resource.objects.visible_to(reader.user).on_the_shelf().filter(pk__in=pks)
        for resource in self._shown(resources):
            yield self._item(resource)

    def summary(self, count: int) -> str:
        return ngettext("%(n)d new resource", "%(n)d new resources", count) % {"n": count}

    def _added(self, readers: list[Reader]) -> dict[int, list[Resource]]:
        since: datetime = min(reader.since for reader in readers)
        communities = set().union(*(reader.ids_of("community") for reader in readers))
        rank = Window(RowNumber(), partition_by=F("community"), order_by=F("added_at").desc())
        resources = Resource.objects.on_the_shelf().filter(
            community__in=communities, added_at__gt=since
        )
        found: dict[int, list[Resource]] = defaultdict(list)
        for resource in self._shown(resources.annotate(rank=rank).filter(rank__lte=CANDIDATES)):
            found[resource.community_id].append(resource)
        return found

    def _shown(self, resources: "QuerySet[Resource]") -> "QuerySet[Resource]":
        tags = Tag.objects.filter(resources=OuterRef("pk")).order_by("pk").values("pk")
        shown = resources.annotate(tag_ids=ArraySubquery(tags))
        related = ("community", "collection__space__community", "added_by")
        return shown.select_related(*related).order_by("-added_at", "-pk")

    def _is_news(self, reader: Reader, resource: Resource) -> bool:
        if not reader.since < resource.added_at <= reader.until:
            return False
        if resource.added_by_id == reader.user.pk or resource.added_by_id in reader.parted:
            return False
        chain = [
            [resource.target],
            [f"tag:{pk}" for pk in resource.tag_ids],  # type: ignore[attr-defined]
            [f"space:{resource.space.pk}"],
            [f"community:{resource.community_id}"],
        ]
        return not reader.mutes(chain)

    def _item(self, resource: Resource) -> Item:
        return Item(
            key=resource.target,
            title=resource.title,
            url=resource.get_absolute_url(),
            meta=gettext("Added by %(name)s.") % {"name": resource.added_by.name},
            excerpt=resource.gist,
            place=resource.community.name,
            audience=resource.space.audience,
        )
