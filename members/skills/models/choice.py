from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import OuterRef, Q

from accounts.models import User
from communities.models import Tag
from members.profiles.levels import Level, open_to
from members.skills.known import Known

if TYPE_CHECKING:
    from members.skills.models.skill import Skill


class SkillChoiceQuerySet(models.QuerySet["SkillChoice"]):
    def over_evidence(self) -> Self:
        """Those that hold for the row of evidence in the query around this one.

        One over its tag and one over the skill that it means hold both: the narrower wins.
        """
        named = Q(tag=OuterRef("tag")) | Q(skill=OuterRef("tag__meaning__skill"))
        return self.filter(named, user=OuterRef("user"))

    def closed_to(self, viewer: Any) -> Self:
        return self.exclude(open_to(viewer))

    def of(self, user: Any, known: Known) -> Self:
        """Also those over tags that mean the skill, from when they did not mean it."""
        if known.skill:
            named = Q(skill=known.skill) | Q(tag__meaning__skill=known.skill)
        else:
            named = Q(tag=known.tag)
        return self.filter(named, user=user.pk)

    def chosen_by(self, user: Any) -> dict[str, Level]:
        """By the key of the skill."""
        return {one.key: Level(one.level) for one in self.filter(user=user.pk)}

    def choose(self, known: Known, level: str | None, *, by: User) -> None:
        """Who sees the skill, of those who may see what shows it; None: all of these."""
        with transaction.atomic():
            User.objects.select_for_update(no_key=True).get(pk=by.pk)
            self.of(by, known).delete()
            if level:
                tag = None if known.skill else known.tag
                self.create(user=by, skill=known.skill, tag=tag, level=level)

    def carry(self, tag: Tag, before: "Skill", users: Any) -> None:
        """What they chose for a skill goes on for a tag that means it no more."""
        for choice in self.filter(skill=before, user__in=users).exclude(level=Level.EVERYONE):
            self.get_or_create(user_id=choice.user_id, tag=tag, defaults={"level": choice.level})


class SkillChoice(models.Model):
    """Who sees one skill of somebody's, where they chose it; without a row, whoever may see what
    shows it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="skill_choices")
    skill = models.ForeignKey("members.Skill", models.CASCADE, null=True, related_name="+")
    tag = models.ForeignKey(Tag, models.CASCADE, null=True, related_name="+")
    level = models.CharField(max_length=12, choices=Level.choices)

    objects: ClassVar = SkillChoiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "skill", "tag"], nulls_distinct=False, name="one_skill_choice"
            ),
            models.CheckConstraint(
                name="chosen_for_one",
                condition=Q(skill__isnull=True, tag__isnull=False)
                | Q(skill__isnull=False, tag__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level} for {self.skill_id or self.tag_id} of {self.user_id}"

    @property
    def key(self) -> str:
        """As `Known.key`."""
        return f"s{self.skill_id}" if self.skill_id else f"w{self.tag_id}"
