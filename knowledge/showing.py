"""What an article's page says of those whose work is in it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from accounts.models import User
from discussions.linking import pages_at
from discussions.models import Post
from knowledge.models import Article, Contribution, Source
from knowledge.models.contribution import Part


@dataclass
class Contributor:
    user: User
    parts: list[Part] = field(default_factory=list)

    @property
    def words(self) -> str:
        return ", ".join(str(part.label) for part in self.parts)


def contributors_of(viewer: Any, article: Article) -> list[Contributor]:
    """Those who wrote first, then those whose answers and questions it rests on."""
    rows = Contribution.objects.visible_to(viewer).filter(article=article).select_related("user")
    order = list(Part)
    people: dict[int, Contributor] = {}
    for row in sorted(rows, key=lambda row: (order.index(Part(row.part)), row.pk)):
        person = people.setdefault(row.user_id, Contributor(row.user))
        if row.part not in person.parts:
            person.parts.append(Part(row.part))
    return list(people.values())


def with_pages(viewer: Any, sources: Iterable[Source]) -> list[Source]:
    """Give each that is the address of a page here its ``page``, where the viewer may know it.

    Its name is not kept with the article: a project, say, that not all may read who read this.
    """
    found = list(sources)
    pages = pages_at(viewer, (source.url for source in found if source.url))
    for source in found:
        source.page = pages.get(source.url)
    return found


def attributions_in(sources: Iterable[Source]) -> list[dict[str, str]]:
    """Of the imported posts that it was made of, those the viewer may read: what they ask for."""
    seen = [source for source in sources if source.topic_id and source.is_seen]
    if not seen:
        return []
    made_of = Q(number=1) | Q(acceptance__isnull=False)
    used = made_of & Q(topic__in=[source.topic_id for source in seen if source.number is None])
    for source in seen:
        if source.number is not None:
            used |= Q(topic=source.topic_id, number=source.number)
    posts = Post.objects.present().filter(used, attribution__isnull=False)
    rows = posts.order_by("pk").values_list("attribution", flat=True)
    return [attribution for attribution in rows if attribution]


def visible_successor(viewer: Any, article: Article) -> Article | None:
    """Where it leads; the name of one that the viewer may not read is not told."""
    seen = Article.objects.visible_to(viewer).filter(pk=article.successor_id or 0)
    return seen.select_related("community").first()
