from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Prefetch, Q
from django.utils import timezone

from communities.models import Community
from core.versions import ensure_current
from projects import texts
from projects.errors import ReviewIsClosed, ReviewUnfinished

if TYPE_CHECKING:
    from accounts.models import User
    from projects.models.project import Project

PARTS = ("intended", "happened", "why", "change")
NEEDED = PARTS[:3]


class ReviewQuerySet(models.QuerySet["Review"]):
    def open(self) -> Self:
        """Being written; for those who lead the project alone."""
        return self.filter(closed_at=None)

    def closed(self) -> Self:
        return self.filter(closed_at__isnull=False)

    def lock(self, pk: int) -> "Review":
        reviews = self.select_related("project__community", "project__space__community")
        return reviews.select_for_update(of=("self",), no_key=True).get(pk=pk)

    def of(self, project: "Project", *, by: "User") -> "Review":
        """The one that is being written; begun from what the project said of itself."""
        blank = self.blank(project)
        review, _made = self.open().get_or_create(
            project=project,
            closed_at=None,
            defaults={
                "community_id": project.community_id,
                "intended": blank.intended,
                "begun_by": by,
            },
        )
        review.project = project
        return review

    def blank(self, project: "Project") -> "Review":
        """As one begins, and not kept: what the project said of itself was intended."""
        said = filter(None, (project.purpose.strip(), project.done.strip()))
        intended = "\n\n".join(said)
        return Review(project=project, community_id=project.community_id, intended=intended)

    def with_lessons(self) -> Self:
        from projects.models.lesson import Lesson  # which imports this module

        kept = Prefetch("lessons", Lesson.objects.kept().for_display(), to_attr="kept_lessons")
        return self.select_related("closed_by").prefetch_related(kept)


class Review(models.Model):
    """What a project meant to do, what happened, why, and what to keep or change: as it closes.

    Whoever leads the project writes at it, and can leave it and go on later. Once it has closed
    the project it stands as it is, also where the project is opened again and closed with another.
    """

    kind_of_text = "project_review"

    project = models.ForeignKey("projects.Project", models.CASCADE, related_name="reviews")
    community = models.ForeignKey(Community, models.CASCADE, related_name="+")
    intended = models.TextField(blank=True)
    happened = models.TextField(blank=True)
    why = models.TextField(blank=True)
    change = models.TextField(blank=True)  # what to keep, and what to change
    html = models.JSONField(default=dict, editable=False)  # by part, once it is closed
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    begun_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    kept_lessons: list[Any]  # prefetched by `with_lessons`

    objects: ClassVar = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=Q(closed_at=None), name="one_open_review"
            ),
        ]

    def __str__(self) -> str:
        return f"review of {self.project_id}"

    @property
    def target(self) -> str:
        """Where its texts lead from: the project."""
        return f"project:{self.project_id}"

    @property
    def parts(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in PARTS}

    @property
    def is_answered(self) -> bool:
        return all(getattr(self, name).strip() for name in NEEDED)

    def edit(self, *, by: "User", version: int, **parts: str) -> None:
        """Keep what is written so far, for all who lead. Raises StaleVersion, ReviewIsClosed."""
        with transaction.atomic():
            review = Review.objects.lock(self.pk)
            review.ensure_open()
            ensure_current(review, version)
            said = parts | {"changed_at": timezone.now(), "version": version + 1}
            Review.objects.filter(pk=self.pk).update(**said)
        self.refresh_from_db()

    def finish(self, *, by: "User") -> None:
        """Of a review whose project is locked: it stands as it is from now on."""
        self.ensure_open()
        if not self.is_answered:
            raise ReviewUnfinished
        written = texts.compose_all(self.parts, self, by=by, project=self.project)
        self.html, self.closed_by, self.closed_at = written.html, by, timezone.now()
        self.save(update_fields=["html", "closed_by", "closed_at"])
        texts.note(self, self.project, written)

    def render_anew(self) -> None:
        """Write the HTML of the texts that stand: a file that they showed is no more."""
        with transaction.atomic():
            review = Review.objects.lock(self.pk)
            if review.closed_at:
                written = texts.compose_all_anew(review.parts, review, project=review.project)
                Review.objects.filter(pk=self.pk).update(html=written.html)

    def ensure_open(self) -> None:
        if self.closed_at:
            raise ReviewIsClosed
