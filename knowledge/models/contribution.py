from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from discussions.models import Post, Topic

if TYPE_CHECKING:
    from knowledge.models.article import Article


class Part(models.TextChoices):
    WROTE = "wrote", _("wrote it")
    ANSWERED = "answered", _("gave the answer")
    ASKED = "asked", _("asked the question")
    QUOTED = "quoted", _("wrote what it is made of")


def posts_in(article: "Article") -> models.QuerySet[Post]:
    """Those that are among its sources, and are still there."""
    mine = article.sources.filter(topic=OuterRef("topic"), number=OuterRef("number"))
    topics = article.sources.filter(number__isnull=False).values("topic")
    return Post.objects.present().filter(Exists(mine), topic__in=topics)


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def reckon(self, article: "Article") -> None:
        """Write down whose work the article is, as it stands now."""
        wrote = {article.author_id, *article.revisions.values_list("replaced_by", flat=True)}
        due: set[tuple[int, Part, int | None]] = {(user, Part.WROTE, None) for user in wrote}
        topics = Topic.objects.filter(sources__article=article, sources__number=None)
        for topic in topics.select_related("acceptance__answer"):
            due.add((topic.author_id, Part.ASKED, topic.pk))
            if topic.is_solved and topic.acceptance.answer.deleted_at is None:
                due.add((topic.acceptance.answer.author_id, Part.ANSWERED, topic.pk))
        for author, topic_id in posts_in(article).values_list("author", "topic"):
            due.add((author, Part.QUOTED, topic_id))
        kept = {
            (row.user_id, Part(row.part), row.topic_id): row.pk
            for row in self.filter(article=article)
        }
        self.filter(pk__in=[pk for key, pk in kept.items() if key not in due]).delete()
        self.bulk_create(
            self.model(article=article, user_id=user, part=part, topic_id=topic)
            for user, part, topic in sorted(due - set(kept), key=str)
        )

    def visible_to(self, viewer: Any) -> Self:
        """Who took part in a topic is for those who may read the topic."""
        return self.filter(Q(topic=None) | Q(topic__in=Topic.objects.visible_to(viewer)))


class Contribution(models.Model):
    """Somebody's work is in an article: they wrote on it, or a topic it rests on is theirs."""

    article = models.ForeignKey("knowledge.Article", models.CASCADE, related_name="contributions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="contributions")
    part = models.CharField(max_length=8, choices=Part.choices)
    topic = models.ForeignKey(Topic, models.CASCADE, null=True, related_name="+")

    objects: ClassVar = ContributionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["article", "user", "part", "topic"],
                nulls_distinct=False,
                name="contributed_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.part} {self.article_id}"
