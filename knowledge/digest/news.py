"""What the sections of knowledge share: what came in a week, and how it is shown."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from knowledge.models import Article
from knowledge.models.finding import ArticleQuerySet
from notifications import digest
from notifications.digest import Item, Reader

REFRESHED = _("Refreshed")
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

    def _came(self, readers: list[Reader], **more: Any) -> dict[int, list[Any]]:
        since: datetime = min(reader.since for reader in readers)
        communities = set().union(*(reader.communities for reader in readers))
        rank = Window(RowNumber(), partition_by=F("community"), order_by=F(self.when).desc())
        more |= {"community__in": communities, f"{self.when}__gt": since}
        recent = self.there().filter(**more)
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
        return not self._mutes(reader, one)

    def _mutes(self, reader: Reader, one: Any) -> bool:
        if not reader.levels:
            return False
        chain = [
            [one.target],
            [f"tag:{pk}" for pk in one.tag_ids],
            [one.space.scope],
            [f"community:{one.community_id}"],
        ]
        return reader.mutes(chain)

    def _item(self, one: Any) -> Item:
        return Item(
            key=one.target,
            tells=self._tells(one),
            title=one.title,
            url=one.get_absolute_url(),
            meta=gettext(self.said_of) % {"name": getattr(one, self.whose).name},
            excerpt=self._excerpt(one),
            place=one.community.name,
            audience=one.space.audience,
        )

    def _excerpt(self, one: Any) -> str:
        return one.gist

    def _tells(self, one: Any) -> tuple[str, ...]:
        return ()


class ArticleNews(News):
    called, space = "article", "space"

    def there(self) -> ArticleQuerySet:
        return Article.objects.published()
