from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from discussions.models import Forward, Topic
from knowledge.sources import LONGEST_ADDRESS, LONGEST_TITLE, Typed, posts_among, topics_among

if TYPE_CHECKING:
    from accounts.models import User
    from discussions.linking import Linked
    from knowledge.models.article import Article


class SourceQuerySet(models.QuerySet["Source"]):
    def replace(self, article: "Article", typed: Sequence[Typed], *, by: "User") -> None:
        """Make these the article's sources, in this order."""
        topics = topics_among(typed, article.community, by=by, article=article)
        numbers = posts_among(topics)
        rows: list[Any] = []
        seen = set()
        for one in typed:
            topic, number = topics.get(one.url), numbers.get(one.url)
            if topic and (topic, number) in seen:
                continue
            seen.add((topic, number))
            # Of a topic nothing is kept but which it is: its name is for those who may read it.
            url, title = ("", "") if topic else (one.url, one.title)
            position = len(rows)
            place = {"article": article, "position": position}
            rows.append(Source(**place, topic=topic, number=number, url=url, title=title))
        self.filter(article=article).delete()
        self.bulk_create(rows)

    def follow(self, topic_id: int, *, into: int | None = None) -> list[int]:
        """Posts have left the topic, or all of it is in another: name each where it is now.

        The ids of the articles that rest on them.
        """
        left = self.filter(topic=topic_id)
        articles = list(left.values_list("article", flat=True))
        moved = Forward.objects.filter(topic=topic_id, number__in=left.values("number"))
        for forward in moved.select_related("post"):
            there = (forward.post.topic_id, forward.post.number)
            left.filter(number=forward.number).lead_to(*there)
        if into is not None:
            left.filter(number=None).lead_to(into, None)
        return articles

    def lead_to(self, topic_id: int, number: int | None) -> None:
        """Of two sources that would be one, the one that is there already stays."""
        there = Source.objects.filter(topic=topic_id, number=number)
        self.filter(article__in=there.values("article")).delete()
        self.update(topic=topic_id, number=number)

    def seen_by(self, viewer: Any) -> Self:
        """Annotate ``is_seen``: may the viewer read the topic that it is?"""
        visible = Topic.objects.visible_to(viewer).filter(pk=OuterRef("topic"))
        return self.annotate(is_seen=Exists(visible))

    def for_display(self) -> Self:
        return self.select_related("topic__community").order_by("position")


class Source(models.Model):
    """What an article rests on: a topic of its community or one post in it, or an address and what
    is there."""

    article = models.ForeignKey("knowledge.Article", models.CASCADE, related_name="sources")
    position = models.PositiveSmallIntegerField()
    topic = models.ForeignKey(Topic, models.CASCADE, null=True, related_name="sources")
    number = models.PositiveIntegerField(null=True)  # of a post, where it is not the whole topic
    url = models.CharField(max_length=LONGEST_ADDRESS, blank=True)
    title = models.CharField(max_length=LONGEST_TITLE, blank=True)

    is_seen: bool  # annotated by `seen_by`
    page: "Linked | None"  # set by `with_pages`: the page of this site that its address is

    objects: ClassVar = SourceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "position"], name="source_in_place"),
            models.UniqueConstraint(
                fields=["article", "topic", "number"],
                condition=Q(topic__isnull=False),
                nulls_distinct=False,
                name="source_named_once",
            ),
            models.CheckConstraint(
                condition=Q(topic=None) | Q(url="", title=""), name="source_is_one_thing"
            ),
        ]

    def __str__(self) -> str:
        return self.line

    @property
    def line(self) -> str:
        """As it is typed; of a topic only the address, whoever is reading."""
        return Typed(self.address, self.title).line

    @property
    def address(self) -> str:
        if self.topic is None:
            return self.url
        return f"{self.topic.address}posts/{self.number}/" if self.number else self.topic.address
