from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Community, Tag
from knowledge.models import Article
from projects import texts
from projects.models.review import Review
from projects.tagging import retag

if TYPE_CHECKING:
    from accounts.models import User


class Verdict(models.TextChoices):
    KEEP = "keep", _("Keep doing it")
    CHANGE = "change", _("Do it differently")


class LessonQuerySet(models.QuerySet["Lesson"]):
    def of(self, review: Review) -> Self:
        """Of one that may not be kept yet, and then has none."""
        return self.filter(review=review.pk or 0)

    def kept(self) -> Self:
        return self.filter(is_kept=True)

    def learned(self) -> Self:
        """Those that a project that was closed keeps; for whoever may read the project."""
        return self.kept().filter(review__closed_at__isnull=False)

    def visible_to(self, viewer: Any) -> Self:
        """Of reviews that have closed a project: what is still written is for those who lead it."""
        from projects.models.project import Project  # which imports this package

        return self.learned().filter(project__in=Project.objects.visible_to(viewer))

    def tagged(self, *names: str) -> Self:
        named = Tag.objects.filter(lessons=OuterRef("pk"), name__in=names)
        return self.filter(Exists(named))

    def with_tags(self) -> Self:
        tags = Tag.objects.filter(lessons=OuterRef("pk")).order_by("name")
        return self.annotate(tag_names=ArraySubquery(tags.values("name")))

    def for_display(self) -> Self:
        return self.with_tags().select_related("author", "article__community").order_by("pk")

    def for_list(self) -> Self:
        """Away from its project, which it names."""
        return self.with_tags().select_related("author", "project__community")

    def add(  # noqa: PLR0913 - a lesson is all of this
        self,
        review: Review,
        *,
        by: "User",
        title: str,
        text: str = "",
        verdict: str = Verdict.KEEP,
        tags: Sequence[str] = (),
        is_kept: bool = True,
    ) -> "Lesson":
        """Raises ReviewIsClosed."""
        with transaction.atomic():
            found = Review.objects.lock(review.pk)
            found.ensure_open()
            lesson = self.create(
                review=found, project=found.project, community_id=found.community_id, author=by
            )
            lesson.write(title, text, verdict, tags, is_kept=is_kept)
        return lesson


class Lesson(models.Model):
    """Something that a project learned, as one sentence and what to make of it.

    One that is kept becomes the draft of an article when the project closes.
    """

    kind_of_text = "lesson"

    review = models.ForeignKey(Review, models.CASCADE, related_name="lessons")
    project = models.ForeignKey("projects.Project", models.CASCADE, related_name="lessons")
    community = models.ForeignKey(Community, models.CASCADE, related_name="+")
    title = models.CharField(_("what you learned"), max_length=200)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True, editable=False)  # once the project is closed
    verdict = models.CharField(max_length=6, choices=Verdict.choices, default=Verdict.KEEP)
    is_kept = models.BooleanField(_("others can use it"), default=True)
    tags = models.ManyToManyField(Tag, related_name="lessons", blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="lessons")
    article = models.OneToOneField(Article, models.SET_NULL, null=True, related_name="lesson")
    created_at = models.DateTimeField(default=timezone.now)

    tag_names: list[str]  # annotated by `with_tags`

    objects: ClassVar = LessonQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["community", "-id"], name="lesson_list")]

    def __str__(self) -> str:
        return self.title

    @property
    def target(self) -> str:
        return f"project:{self.project_id}"

    def write(
        self, title: str, text: str, verdict: str, tags: Sequence[str], *, is_kept: bool
    ) -> None:
        """Of a review that is locked."""
        self.title, self.text, self.verdict, self.is_kept = title, text, verdict, is_kept
        self.save(update_fields=["title", "text", "verdict", "is_kept"])
        retag(self, list(tags))

    def edit(
        self,
        *,
        title: str,
        text: str = "",
        verdict: str = Verdict.KEEP,
        tags: Sequence[str] = (),
        is_kept: bool = True,
    ) -> None:
        """Raises ReviewIsClosed."""
        with transaction.atomic():
            Review.objects.lock(self.review_id).ensure_open()
            self.write(title, text, verdict, tags, is_kept=is_kept)

    def drop(self) -> None:
        """Raises ReviewIsClosed."""
        with transaction.atomic():
            Review.objects.lock(self.review_id).ensure_open()
            self.delete()

    def stand(self) -> None:
        """Of a project that closes, and is locked: whoever may read it may read this now."""
        written = texts.compose(self.text, self, by=self.author, project=self.project)
        self.html = written.text
        self.save(update_fields=["html"])
        texts.note(self, self.project, written)

    def render_anew(self) -> None:
        """Write the HTML of the text that stands: a file that it showed is no more."""
        with transaction.atomic():
            review = Review.objects.lock(self.review_id)
            if review.closed_at:
                written = texts.compose_all_anew({"text": self.text}, self, project=review.project)
                Lesson.objects.filter(pk=self.pk).update(html=written.text)
