from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext, gettext_noop, ngettext
from django.utils.translation import gettext_lazy as _

from knowledge.models import Article, Doubt, Reading, Resource
from knowledge.models.finding import ArticleQuerySet
from knowledge.models.resource import ResourceQuerySet
from notifications import digest
from notifications.digest import Item, Reader, Sort
from notifications.older import BEGIN, OLDER
from notifications.waiting import WAITING

CANDIDATES = 20  # from each community, of which a reader is shown a few


class News(digest.Section):
    """What came in the week, in the communities and spaces of the reader."""

    called: ClassVar[str]  # beside a tag
    when: ClassVar[str]  # the column that says when it came
    whose: ClassVar[str]
    space: ClassVar[str]  # the way to the space that it is read in
    said_of: ClassVar[Any]  # who is named beside it

    def there(self) -> Any:
        """A queryset of all that is there now, which knows `visible_to`."""
        raise NotImplementedError

    def gather(self, readers: list[Reader]) -> dict[int, list[Item]]:
        came = self._came(readers)
        shown = {one.pk: self._item(one) for ones in came.values() for one in ones}
        return {
            reader.user.pk: [
                shown[one.pk]
                for pk in sorted(reader.communities)
                for one in came[pk]
                if self._is_news(reader, one)
            ]
            for reader in readers
        }

    def recall(self, reader: Reader, keys: Sequence[str]) -> Iterable[Item]:
        pks = [int(key.partition(":")[2]) for key in keys]
        for one in self._shown(self.there().visible_to(reader.user).filter(pk__in=pks)):
            yield self._item(one)

    def _came(self, readers: list[Reader]) -> dict[int, list[Any]]:
        since: datetime = min(reader.since for reader in readers)
        communities = set().union(*(reader.communities for reader in readers))
        rank = Window(RowNumber(), partition_by=F("community"), order_by=F(self.when).desc())
        recent = self.there().filter(community__in=communities, **{f"{self.when}__gt": since})
        found: dict[int, list[Any]] = defaultdict(list)
        for one in self._shown(recent.annotate(rank=rank).filter(rank__lte=CANDIDATES)):
            found[one.community_id].append(one)
        return found

    def _shown(self, found: QuerySet[Any]) -> QuerySet[Any]:
        tagged = found.model.tags.through.objects.filter(**{self.called: OuterRef("pk")})
        shown = found.annotate(tag_ids=ArraySubquery(tagged.order_by("tag").values("tag")))
        related = ("community", f"{self.space}__community", self.whose)
        return shown.select_related(*related).order_by(f"-{self.when}", "-pk")

    def _is_news(self, reader: Reader, one: Any) -> bool:
        return reader.since < getattr(one, self.when) <= reader.until and self._suits(reader, one)

    def _suits(self, reader: Reader, one: Any) -> bool:
        author = getattr(one, self.whose).pk
        if author == reader.user.pk or author in reader.parted:
            return False
        if not reader.levels:
            return True
        chain = [
            [one.target],
            [f"tag:{pk}" for pk in one.tag_ids],
            [one.space.scope],
            [f"community:{one.community_id}"],
        ]
        return not reader.mutes(chain)

    def _item(self, one: Any) -> Item:
        return Item(
            key=one.target,
            tells=self._tells(one),
            title=one.title,
            url=one.get_absolute_url(),
            meta=gettext(self.said_of) % {"name": getattr(one, self.whose).name},
            excerpt=one.gist,
            place=one.community.name,
            audience=one.space.audience,
        )

    def _tells(self, one: Any) -> tuple[str, ...]:
        return ()


class ArticleNews(News):
    called, space = "article", "space"

    def there(self) -> ArticleQuerySet:
        return Article.objects.published()


@digest.section
class ArticlesToReview(ArticleNews):
    """Articles of the reader's that are due to be looked at."""

    title = WAITING
    weight = 13
    when, whose = "review_due", "owner"
    said_of = gettext_noop("You own it, and it is due to be looked at.")

    def there(self) -> ArticleQuerySet:
        return Article.objects.overdue()

    def gather(self, readers: list[Reader]) -> dict[int, list[Item]]:
        owned: dict[int, list[Article]] = defaultdict(list)
        mine = self.there().filter(owner__in=[reader.user.pk for reader in readers])
        for article in self._shown(mine).order_by("review_due", "pk"):
            owned[article.owner_id].append(article)
        return {
            reader.user.pk: [
                self._item(article)
                for article in owned[reader.user.pk]
                if article.community_id in reader.communities
            ]
            for reader in readers
        }

    def summary(self, count: int) -> str:
        said = ngettext("%(n)d article to look at", "%(n)d articles to look at", count)
        return said % {"n": count}

    def _tells(self, one: Any) -> tuple[str, ...]:
        return (f"review:{one.pk}:{one.review_due:%Y%m%d}",)


@digest.section
class NewArticles(ArticleNews):
    title = _("Worked out")
    weight = 45
    when, whose = "published_at", "author"
    said_of = gettext_noop("Written by %(name)s.")

    def summary(self, count: int) -> str:
        return ngettext("%(n)d new article", "%(n)d new articles", count) % {"n": count}


@digest.section
class RefreshedArticles(ArticleNews):
    """Of those that were there before, what somebody has looked at again and found to hold."""

    title = _("Looked at again")
    weight = 55
    cap = 3
    when, whose = "verified_at", "owner"
    said_of = gettext_noop("Still holds, says who looks after it: %(name)s.")

    def summary(self, count: int) -> str:
        said = ngettext("%(n)d article looked at again", "%(n)d articles looked at again", count)
        return said % {"n": count}

    def _is_news(self, reader: Reader, one: Any) -> bool:
        return one.published_at <= reader.since and super()._is_news(reader, one)

    def _tells(self, one: Any) -> tuple[str, ...]:
        return (f"verified:{one.pk}:{one.verified_at:%Y%m%d}",)


@digest.section
class StandingArticles(ArticleNews):
    """What the community holds to be true, that the reader has never opened; most read first."""

    title = OLDER
    titles = {Sort.NEWCOMER: BEGIN}
    weight, cap = 90, 2
    is_evergreen = True
    when, whose = "published_at", "author"
    said_of = gettext_noop("Written by %(name)s.")

    def gather(self, readers: list[Reader]) -> dict[int, list[Item]]:
        communities = set().union(*(reader.communities for reader in readers))
        doubted = Doubt.objects.filter(article=OuterRef("pk"))
        standing = self.there().filter(~Exists(doubted), community__in=communities)
        rank = Window(RowNumber(), partition_by=F("community"), order_by=F("reader_count").desc())
        ranked = standing.filter(review_due__gt=max(reader.until for reader in readers))
        articles = list(
            self._shown(
                ranked.with_freshness().annotate(rank=rank).filter(rank__lte=CANDIDATES)
            ).order_by("rank", "-pk")
        )
        opened = Reading.objects.filter(
            user__in=[reader.user.pk for reader in readers], article__in=articles
        )
        known = set(opened.values_list("user_id", "article_id"))
        shown = {article.pk: self._item(article) for article in articles}
        return {
            reader.user.pk: [
                shown[article.pk]
                for article in articles
                if article.community_id in reader.communities
                and (reader.user.pk, article.pk) not in known
                and self._suits(reader, article)
            ]
            for reader in readers
        }

    def summary(self, count: int) -> str:
        said = ngettext("%(n)d article to keep", "%(n)d articles to keep", count)
        return said % {"n": count}


@digest.section
class NewResources(News):
    title = _("New on the shelf")
    weight = 60
    called, when, whose, space = "resource", "added_at", "added_by", "collection__space"
    said_of = gettext_noop("Added by %(name)s.")

    def there(self) -> ResourceQuerySet:
        return Resource.objects.on_the_shelf()

    def summary(self, count: int) -> str:
        return ngettext("%(n)d new resource", "%(n)d new resources", count) % {"n": count}
