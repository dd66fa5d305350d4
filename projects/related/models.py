from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone

from discussions.models.link import Link, Target, Text
from projects.related.errors import LinkedAlready

if TYPE_CHECKING:
    from accounts.models import User
    from projects.models import Project

LONGEST_URL = 500


class RelatedQuerySet(models.QuerySet["Related"]):
    def link(  # noqa: PLR0913 - what it is, and why
        self,
        project: "Project",
        *,
        by: "User",
        why: str = "",
        page: Target | None = None,
        person: "User | None" = None,
        url: str = "",
        title: str = "",
    ) -> "Related":
        """Name a page of this site, a person or a page elsewhere. Raises LinkedAlready."""
        try:
            with transaction.atomic():
                related = self.create(
                    project=project,
                    community_id=project.community_id,
                    target=page.page if page else "",
                    address=page.address if page else "",
                    person=person,
                    url=url,
                    title=title,
                    why=why,
                    added_by=by,
                )
                related.lead_there()
        except IntegrityError as error:
            if "related_once" not in str(error):
                raise
            raise LinkedAlready from error
        return related

    def for_display(self) -> "RelatedQuerySet":
        return self.select_related("person", "added_by").order_by("pk")


class Related(models.Model):
    """One thing that matters to a project, and why.

    Of a page of this site only its name is kept: each reader is told what it is called now, where
    they may know it. That page in turn says that the project leads to it (`discussions.linking`).
    """

    kind_of_text = "related"

    project = models.ForeignKey("projects.Project", models.CASCADE, related_name="related")
    community = models.ForeignKey("communities.Community", models.CASCADE, related_name="+")
    target = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=120, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+"
    )
    url = models.CharField(max_length=LONGEST_URL, blank=True)
    title = models.CharField(max_length=200, blank=True)
    why = models.CharField(max_length=200, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = RelatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "target"], condition=~Q(target=""), name="related_once"
            ),
            models.UniqueConstraint(
                fields=["project", "person"],
                condition=Q(person__isnull=False),
                name="related_once_as_person",
            ),
            models.UniqueConstraint(
                fields=["project", "url"], condition=~Q(url=""), name="related_once_elsewhere"
            ),
        ]

    def __str__(self) -> str:
        return self.target or self.url or str(self.person)

    def lead_there(self) -> None:
        """Let the page that it names say so, to whoever may read the project."""
        if self.target:
            space = self.project.space
            text = Text(self.kind_of_text, self.pk, self.project.target)
            target = Target(self.target, self.address)
            Link.objects.note(text, [target], space.scope, space.hold_audience())

    def unlink(self) -> None:
        with transaction.atomic():
            Link.objects.of(self.kind_of_text, [self.pk]).delete()
            Related.objects.filter(pk=self.pk).delete()


def is_of(viewer: Any, related: Related) -> bool:
    """Whoever is named may take themselves out."""
    return bool(viewer.pk) and related.person_id == viewer.pk
