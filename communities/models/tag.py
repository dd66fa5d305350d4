from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models, transaction
from django.db.models import Case, OuterRef, Q, Subquery, When
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from communities.errors import WordTaken
from communities.validators import validate_slug

if TYPE_CHECKING:
    from communities.models.community import Community


class TagQuerySet(models.QuerySet["Tag"]):
    def known_to(self, viewer: Any, community: "Community") -> Self:
        """Of this community: what is only used in narrower spaces is for who arranges the tags."""
        tags = self.filter(community=community)
        return tags if community.standing_of(viewer).facilitates else tags.filter(topic_count__gt=0)

    def with_synonyms(self) -> Self:
        """Annotate ``synonym_names``: the other words that give the tag."""
        names = TagSynonym.objects.filter(tag=OuterRef("pk")).order_by("name").values("name")
        return self.annotate(synonym_names=ArraySubquery(names))

    def begun(self, typed: str) -> Self:
        """Those that begin like this, or have another word that does: ``begun_by``."""
        beginning = slugify(typed)[:50]
        if not beginning:
            return self.none()
        words = TagSynonym.objects.filter(tag=OuterRef("pk"), name__startswith=beginning)
        tags = self.annotate(other=Subquery(words.order_by("name").values("name")[:1]))
        begins = Q(name__startswith=beginning)
        by_other = Case(When(begins, then=None), default="other")
        return tags.filter(begins | Q(other__isnull=False)).annotate(begun_by=by_other)

    def busiest(self) -> Self:
        return self.order_by("-topic_count", "name")


class Tag(models.Model):
    """A word of a community's craft.

    ``topic_count`` is kept by whoever tags, and counts what the whole community may read.
    """

    community = models.ForeignKey("communities.Community", models.CASCADE, related_name="tags")
    name = models.CharField(_("name"), max_length=50, validators=[validate_slug])
    description = models.CharField(_("description"), max_length=300, blank=True)
    topic_count = models.PositiveIntegerField(default=0, editable=False)

    # Annotated by the queryset, each by the method of its name.
    synonym_names: list[str]
    begun_by: str | None  # the other word, where the name itself does not begin so

    objects: ClassVar = TagQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "name"], name="tag_unique"),
        ]
        indexes = [models.Index(fields=["community", "-topic_count", "name"], name="tag_busiest")]

    def __str__(self) -> str:
        return self.name

    def describe(self, *, description: str, synonyms: list[str]) -> None:
        """Say what the tag is for and which words give it; a word gives one tag alone.

        Raises WordTaken.
        """
        with transaction.atomic():
            self.community.lock()  # no two tags are given one word at once
            if Tag.objects.filter(community=self.community_id, name__in=synonyms).exists():
                raise WordTaken
            Tag.objects.filter(pk=self.pk).update(description=description)
            self.synonyms.exclude(name__in=synonyms).delete()
            for name in synonyms:
                TagSynonym.objects.update_or_create(
                    community_id=self.community_id, name=name, defaults={"tag": self}
                )


class TagSynonymQuerySet(models.QuerySet["TagSynonym"]):
    def named(self, name: str) -> "models.QuerySet[TagSynonym, tuple[int, str]]":
        """Of every community that has the word, which tag it gives there."""
        return self.filter(name=name).order_by("pk").values_list("community_id", "tag__name")


class TagSynonym(models.Model):
    """Another word for a tag: typing it gives the tag."""

    community = models.ForeignKey("communities.Community", models.CASCADE, related_name="+")
    name = models.CharField(max_length=50, validators=[validate_slug])
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="synonyms")

    objects: ClassVar = TagSynonymQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "name"], name="synonym_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.name} = {self.tag_id}"
