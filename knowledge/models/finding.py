from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import IntegrityError, models, transaction
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Membership, Space, Tag
from knowledge.models.doubt import Doubt
from knowledge.models.reading import Reading
from knowledge.sources import Typed

if TYPE_CHECKING:
    from accounts.models import User
    from knowledge.models.article import Article


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    REVIEW = "review", _("In review")
    PUBLISHED = "published", _("Published")
    RETIRED = "retired", _("Retired")


class ArticleQuerySet(models.QuerySet["Article"]):
    def visible_to(self, viewer: Any) -> Self:
        """What is out is for the readers of its space, what is in review for the members among
        them, and a draft for its author."""
        mine = Membership.objects.of(viewer).values("community")
        out = Q(state__in=[State.PUBLISHED, State.RETIRED])
        proposed = Q(state=State.REVIEW, community__in=mine)
        own = Q(author_id=viewer.pk or 0)
        return self.filter(out | proposed | own, space__in=Space.objects.visible_to(viewer))

    def published(self) -> Self:
        return self.filter(state=State.PUBLISHED)

    def out(self) -> Self:
        """Published now or once."""
        return self.filter(state__in=[State.PUBLISHED, State.RETIRED])

    def tagged(self, name: str) -> Self:
        return self.filter(Q(tags__name=name))

    def overdue(self) -> Self:
        return self.published().filter(review_due__lte=timezone.now())

    def newly_overdue(self) -> Self:
        """Those that fell due of late; for longer than workers are ever at rest."""
        return self.overdue().filter(review_due__gt=timezone.now() - timedelta(days=3))

    def suspects(self) -> Self:
        """Those that may be stale: overdue, or doubted by somebody."""
        doubted = Doubt.objects.filter(article=OuterRef("pk"))
        return self.filter(Q(review_due__lte=timezone.now()) | Exists(doubted))

    def with_tags(self) -> Self:
        tags = Tag.objects.filter(articles=OuterRef("pk")).order_by("name")
        return self.annotate(tag_names=ArraySubquery(tags.values("name")))

    def with_freshness(self) -> Self:
        """Annotate ``doubt_count`` and ``reader_count``: what came since it was verified."""
        return self.annotate(
            doubt_count=_counted(Doubt.objects.filter(article=OuterRef("pk"))),
            reader_count=_counted(
                Reading.objects.filter(article=OuterRef("pk"), at__gte=OuterRef("verified_at"))
            ),
        )

    def for_list(self) -> Self:
        return (
            self.with_tags()
            .with_freshness()
            .select_related("community", "space", "author", "owner")
        )

    def for_page(self) -> Self:
        related = ("community", "space__community", "author", "owner", "successor__community")
        return self.with_tags().with_freshness().select_related(*related)

    def lock(self, pk: int) -> "Article":
        """The article, alone in this transaction."""
        articles = self.select_related("community", "space__community")
        return articles.select_for_update(of=("self",), no_key=True).get(pk=pk)

    def with_nonce(self, author: "User", nonce: str | None) -> "Article | None":
        """What this author already began with this nonce: a form sent twice begins one draft."""
        return self.filter(author=author, nonce=nonce).first() if nonce else None

    def begin(  # noqa: PLR0913 - an article is all of this
        self,
        space: Space,
        *,
        title: str,
        parts: Mapping[str, str],
        tags: list[str],
        sources: Sequence[Typed],
        by: "User",
        nonce: str | None = None,
    ) -> "Article":
        """Begin a draft, which only its author sees."""
        if earlier := self.with_nonce(by, nonce):
            return earlier
        try:
            with transaction.atomic():
                article = self.create(
                    community_id=space.community_id,
                    space=space,
                    title=title,
                    author=by,
                    nonce=nonce or None,
                )
                article.write(title, parts, tags, sources, by=by)
        except IntegrityError:  # the other click was a moment faster
            if earlier := self.with_nonce(by, nonce):
                return earlier
            raise
        return article


def _counted(rows: models.QuerySet[Any]) -> Coalesce:
    counted = rows.order_by().values("article").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
