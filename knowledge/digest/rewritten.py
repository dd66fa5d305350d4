from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext, gettext_noop, ngettext

from knowledge.digest.news import REFRESHED, ArticleNews
from knowledge.models import Article, Reading, Revision
from knowledge.parts import NAMES
from knowledge.rewriting import SUBSTANTIAL
from notifications import digest
from notifications.digest import Item, Reader

Read = Mapping[tuple[int, int], datetime]  # by user and article, when they last did


@digest.section
class RewrittenArticles(ArticleNews):
    """Of those that were there before, what others have since changed so much that it has to be
    read again."""

    title = REFRESHED
    weight = 54
    cap = 3
    when, whose = "changed_at", "author"
    said_of = gettext_noop("Much of it was changed, the last by %(name)s.")

    def gather(self, readers: list[Reader]) -> dict[int, list[Item]]:
        edits = self._edits(readers)
        came, read = self._came(readers, pk__in=list(edits)), self._read(readers, edits)
        return {
            reader.user.pk: [
                self._told(article, new[-1])
                for pk in sorted(reader.communities)
                for article in came[pk]
                if (new := self._new_to(reader, article, edits[article.pk], read))
            ]
            for reader in readers
        }

    def recall(self, reader: Reader, keys: Sequence[str]) -> Iterable[Item]:
        pks = [int(key.partition(":")[2]) for key in keys]
        articles = self._shown(self.there().visible_to(reader.user).filter(pk__in=pks))
        last = Revision.objects.last_of(pks, until=reader.until)
        for article in articles:
            if article.pk in last:
                yield self._told(article, last[article.pk])

    def summary(self, count: int) -> str:
        return ngettext("%(n)d article rewritten", "%(n)d articles rewritten", count) % {"n": count}

    def _edits(self, readers: list[Reader]) -> dict[int, list[Revision]]:
        """In the order that they were made, by article: of those where they come to much at all."""
        communities = set().union(*(reader.communities for reader in readers))
        edits = Revision.objects.of_published().filter(
            article__community__in=communities,
            replaced_at__gt=min(reader.since for reader in readers),
        )
        found: dict[int, list[Revision]] = defaultdict(list)
        shown = edits.select_related("replaced_by").defer(*NAMES, "sources", "tags")
        for edit in shown.order_by("number"):
            found[edit.article_id].append(edit)
        return {pk: some for pk, some in found.items() if _come_to_much(some)}

    def _read(self, readers: list[Reader], articles: Iterable[int]) -> Read:
        users = [reader.user.pk for reader in readers]
        readings = Reading.objects.filter(user__in=users, article__in=list(articles))
        return {(one.user_id, one.article_id): one.at for one in readings}

    def _new_to(
        self, reader: Reader, article: Article, edits: list[Revision], read: Read
    ) -> list[Revision]:
        """Those by others since the issue before, and since they last read it; none, where they
        come to little, or the article is itself new or not for them."""
        since = max(reader.since, read.get((reader.user.pk, article.pk), reader.since))
        new = [
            edit
            for edit in edits
            if since < edit.replaced_at <= reader.until
            and edit.replaced_by_id != reader.user.pk
            and edit.replaced_by_id not in reader.parted
        ]
        is_news = (
            _come_to_much(new)
            and (article.published_at or reader.until) <= reader.since
            and article.author_id not in reader.parted
            and not self._mutes(reader, article)
        )
        return new if is_news else []

    def _told(self, article: Article, edit: Revision) -> Item:
        return replace(
            self._item(article),
            meta=gettext(self.said_of) % {"name": edit.replaced_by.name},
            tells=(f"rewritten:{article.pk}:{edit.number}",),
        )


def _come_to_much(edits: list[Revision]) -> bool:
    return sum(edit.percent_changed for edit in edits) >= SUBSTANTIAL
