from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models, transaction
from django.db.models import OuterRef, Q
from django.utils import timezone

from communities.models import Community, Tag
from core.events import publish
from projects.events import ContributorThanked, ThanksChanged, ThanksWithdrawn
from projects.tagging import retag

if TYPE_CHECKING:
    from accounts.models import User
    from projects.models.project import Project


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def thanked(self) -> Self:
        """Told to the person; before that the leads are still at it."""
        return self.filter(thanked_at__isnull=False)

    def named(self) -> Self:
        return self.thanked().filter(is_declined=False)

    def shown_to(self, viewer: Any) -> Self:
        """Who does not want to be named sees alone that they could be."""
        return self.thanked().filter(Q(is_declined=False) | Q(user_id=viewer.pk or 0))

    def for_display(self) -> Self:
        tags = Tag.objects.filter(contributions=OuterRef("pk")).order_by("name")
        named = self.annotate(tag_names=ArraySubquery(tags.values("name")))
        return named.select_related("user", "confirmed_by").order_by("pk")

    def confirm(
        self, project: "Project", user: "User", *, by: "User", note: str, tags: Sequence[str]
    ) -> "Contribution":
        """Thank somebody for what they did, and say for which skills it speaks.

        They are told when the project closes; at once where it is closed.
        """
        with transaction.atomic():
            found = type(project).objects.lock(project.pk)
            contribution, _made = self.get_or_create(
                project=found, user=user, defaults={"community_id": found.community_id}
            )
            contribution.note, contribution.confirmed_by = note, by
            contribution.confirmed_at = timezone.now()
            contribution.save(update_fields=["note", "confirmed_by", "confirmed_at"])
            retag(contribution, list(tags))
            publish(ThanksChanged(found.pk))
            if found.is_closed:
                contribution.tell()
        return contribution


class Contribution(models.Model):
    """What somebody did in a project, as those who lead it confirm it: a word, and skills.

    The skills are evidence that the person may know (`projects/evidence.py`), for as long as this
    stands and the person wants to be named.
    """

    project = models.ForeignKey("projects.Project", models.CASCADE, related_name="contributions")
    community = models.ForeignKey(Community, models.CASCADE, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="project_contributions"
    )
    note = models.CharField(max_length=500, blank=True)
    tags = models.ManyToManyField(Tag, related_name="contributions", blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(default=timezone.now)
    thanked_at = models.DateTimeField(null=True)
    is_declined = models.BooleanField(default=False)  # by the person, who is then not named

    tag_names: list[str]  # annotated by `for_display`

    objects: ClassVar = ContributionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "user"], name="project_contributed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.project_id}"

    @property
    def key(self) -> str:
        return f"project_thanks:{self.project_id}:{self.user_id}"

    def tell(self) -> None:
        if self.thanked_at is None:
            self.thanked_at = timezone.now()
            self.save(update_fields=["thanked_at"])
            publish(ContributorThanked(self.pk))

    def withdraw(self) -> None:
        """It speaks for nothing any more."""
        with transaction.atomic():
            type(self.project).objects.lock(self.project_id)
            publish(ThanksWithdrawn(self.key))
            publish(ThanksChanged(self.project_id))
            self.delete()

    def be_named(self, *, named: bool) -> None:
        """It is theirs whether others read of it, and whether it counts."""
        with transaction.atomic():
            Contribution.objects.filter(pk=self.pk).update(is_declined=not named)
            publish(ThanksChanged(self.project_id))
        self.is_declined = not named
