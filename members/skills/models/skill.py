"""Skills, and the tags of communities that mean them."""

from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db import models, transaction
from django.db.models import Case, F, FloatField, Value, When
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from communities.models import Tag
from members.profiles.text import plain
from members.skills.models.choice import SkillChoice
from members.skills.models.evidence import Evidence

LIKE = 0.5  # from here on two words are a slip apart, and not two words


class SkillQuerySet(models.QuerySet["Skill"]):
    def like(self, typed: str) -> Self:
        """What may be meant, the nearest first: by its label, other words for it, or nearly so."""
        words = plain(typed)
        if not words:
            return self.none()
        is_called_so = When(label__iexact=words, then=Value(3.0))
        begins_so = When(label__istartswith=words, then=Value(2.0))
        like = F("near") + TrigramSimilarity("label", words) / 2
        nearness = Case(is_called_so, begins_so, default=like, output_field=FloatField())
        near = self.annotate(near=TrigramWordSimilarity(words, "words"))
        found = near.filter(near__gte=LIKE).annotate(nearness=nearness)
        return found.order_by("-nearness", Length("label"), "label")


class Skill(models.Model):
    """Something one can do or know, as a taxonomy names it; ``uri`` says which one, for good."""

    class Sort(models.TextChoices):
        SKILL = "skill", _("Skill")
        KNOWLEDGE = "knowledge", _("Knowledge")

    uri = models.CharField(max_length=200, unique=True)
    label = models.CharField(max_length=200)
    sort = models.CharField(max_length=10, choices=Sort.choices)
    description = models.TextField(blank=True)
    words = models.TextField(editable=False)  # the label and the other words, as they are compared

    objects: ClassVar = SkillQuerySet.as_manager()

    class Meta:
        indexes = [GinIndex(fields=["words"], opclasses=["gin_trgm_ops"], name="skill_trigrams")]

    def __str__(self) -> str:
        return self.label


class MeaningQuerySet(models.QuerySet["Meaning"]):
    def set(self, tag: Tag, skill: Skill | None, *, by: models.Model) -> None:
        """Say what the tag means; without a skill it is the community's own word again.

        Who chose who sees what it meant until now has chosen it for the tag.
        """
        with transaction.atomic():
            was = self.select_for_update(no_key=True).filter(tag=tag).first()
            if was and was.skill != skill:
                showing = Evidence.objects.filter(tag=tag).values("user")
                SkillChoice.objects.carry(tag, was.skill, showing)
            if skill is None:
                self.filter(tag=tag).delete()
            else:
                self.update_or_create(tag=tag, defaults={"skill": skill, "said_by": by})


class Meaning(models.Model):
    """A community's tag means this skill."""

    tag = models.OneToOneField(Tag, models.CASCADE, related_name="meaning")
    skill = models.ForeignKey(Skill, models.CASCADE, related_name="meanings")
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    said_at = models.DateTimeField(auto_now=True)

    objects: ClassVar = MeaningQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.tag_id} is {self.skill_id}"
