"""Published articles show what those who wrote them know: `members/skills/sources.py`."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from communities.models import Activity, Space
from core.events import subscribe
from knowledge.events import ArticleEdited, ArticlePublished, ArticleReinstated, ArticleRetired
from knowledge.models import Article, Contribution, State
from knowledge.models.contribution import Part
from members.profile import Entry
from members.skills.noting import note
from members.skills.sources import Piece, Source, declare


@declare
class Articles(Source):
    """Their witness is who published them; who publishes their own shows nothing by it."""

    kind = "article"
    label = _("Published article")
    glyph = "file-text"
    document = "article"

    def every(self) -> QuerySet[Article]:
        return Article.objects.out()

    def containers(self, ids: Sequence[int]) -> QuerySet[Space]:
        return Space.objects.filter(pk__in=Article.objects.filter(pk__in=ids).values("space"))

    def pieces(self, ids: Sequence[int]) -> Iterator[Piece]:
        published = Article.objects.filter(pk__in=ids, state=State.PUBLISHED)
        by = _who_published(ids)
        found = published.select_related("space").prefetch_related("tags", "contributions")
        for article in found:
            wrote = {one.user_id for one in article.contributions.all() if one.part == Part.WROTE}
            for user in sorted(wrote if article.pk in by else ()):
                yield Piece(
                    source_id=article.pk,
                    user_id=user,
                    tags=[tag.pk for tag in article.tags.all()],
                    space=article.space,
                    at=article.published_at or article.changed_at,
                    witness_id=by[article.pk],
                )

    def entries(self, viewer: Any, ids: Sequence[int]) -> dict[int, Entry]:
        readable = Article.objects.visible_to(viewer).filter(pk__in=ids)
        found = readable.select_related("community")
        return {one.pk: Entry(one.title, one.get_absolute_url()) for one in found}

    def shared_with(self, user: Any, ids: Sequence[int]) -> Iterable[int]:
        """Who wrote on it too, and who published it."""
        wrote = Contribution.objects.filter(article__in=ids, user=user.pk, part=Part.WROTE)
        published = [pk for pk, actor in _who_published(ids).items() if actor == user.pk]
        return {*published, *wrote.values_list("article", flat=True)}


def _who_published(ids: Sequence[int]) -> dict[int, int]:
    """As the record of activity has it, the last time."""
    acts = Activity.objects.about(Article, ids).filter(verb="published").order_by("at", "pk")
    return dict(acts.values_list("subject_id", "actor"))


@subscribe(ArticlePublished)
@subscribe(ArticleEdited)
@subscribe(ArticleRetired)
@subscribe(ArticleReinstated)
def note_article(
    event: ArticlePublished | ArticleEdited | ArticleRetired | ArticleReinstated,
) -> None:
    note(Articles.kind, [event.article_id])
