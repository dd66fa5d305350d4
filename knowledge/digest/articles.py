from collections import defaultdict
from typing import Any

from django.db.models import Exists, F, OuterRef, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, ngettext

from knowledge.digest.news import CANDIDATES, REFRESHED, ArticleNews
from knowledge.models import Article, Doubt, Reading
from knowledge.models.finding import ArticleQuerySet
from notifications import digest
from notifications.digest import Item, Reader, Sort
from notifications.older import BEGIN, OLDER
from notifications.waiting import WAITING


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

    title = REFRESHED
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
