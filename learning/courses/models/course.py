from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.validators import validate_timezone
from communities.models import Activity, Community, Membership, Space, Tag
from communities.models.titled import Titled
from core.events import publish
from core.versions import ensure_current
from discussions.tagging import canonical
from learning.courses import texts
from learning.courses.errors import NobodyTeaches, RequiresItself, WrongState
from learning.courses.events import CourseEdited, CourseProposed, CoursePublished, CourseRetired
from learning.courses.models.teacher import Teacher

if TYPE_CHECKING:
    from collections.abc import Sequence

    from accounts.models import User


class CourseState(models.TextChoices):
    DRAFT = "draft", _("Proposed")
    PUBLISHED = "published", _("Published")
    RETIRED = "retired", _("Retired")


class Schedule(models.TextChoices):
    """When its lessons open."""

    SELF_PACED = "self_paced", _("Everybody at their own pace")
    COHORT = "cohort", _("All together, by dates")


class CourseQuerySet(models.QuerySet["Course"]):
    def visible_to(self, viewer: Any) -> Self:
        """What was published is for the readers of its space; before, for those who write it and
        those who decide on it."""
        mine = Membership.objects.of(viewer)
        taught = Teacher.objects.filter(user_id=viewer.pk or 0).values("course")
        own = Q(pk__in=taught, community__in=mine.values("community"))
        led = Q(community__in=mine.in_charge().values("community"))
        shown = Q(published_at__isnull=False) | own | led
        return self.filter(shown, space__in=Space.objects.visible_to(viewer))

    def published(self) -> Self:
        return self.filter(state=CourseState.PUBLISHED)

    def proposed(self) -> Self:
        return self.filter(state=CourseState.DRAFT)

    def retired(self) -> Self:
        return self.filter(state=CourseState.RETIRED, published_at__isnull=False)

    def taught_by(self, user: Any) -> Self:
        return self.filter(pk__in=Teacher.objects.filter(user_id=user.pk or 0).values("course"))

    def tagged(self, name: str) -> Self:
        return self.filter(tags__name=name)

    def with_tags(self) -> Self:
        tags = Tag.objects.filter(courses=OuterRef("pk")).order_by("name")
        return self.annotate(tag_names=ArraySubquery(tags.values("name")))

    def for_page(self) -> Self:
        teachers = Prefetch("teachings", Teacher.objects.in_order())
        related = ("community", "space__community", "proposed_by")
        asks = Exists(Course.requires.through.objects.filter(from_course=OuterRef("pk")))
        return (
            self.with_tags().annotate(asks=asks).select_related(*related).prefetch_related(teachers)
        )

    def for_list(self) -> Self:
        return self.for_page().defer("text", "html")

    def lock(self, pk: int) -> "Course":
        """The course, alone in this transaction: its outline is changed under this lock too."""
        courses = self.select_related("community", "space__community")
        return courses.select_for_update(of=("self",), no_key=True).get(pk=pk)

    def propose(  # noqa: PLR0913 - a course is all of this
        self,
        space: Space,
        *,
        by: "User",
        title: str,
        text: str,
        tags: list[str],
        teachers: "Sequence[User]",
        nonce: str | None = None,
    ) -> "Course":
        """Begin one. Sent twice with one nonce it is begun once. Raises NobodyTeaches."""
        with transaction.atomic():
            space.community.lock()  # the other click waits here, and finds what this one made
            known = self.filter(proposed_by=by, nonce=nonce).first() if nonce else None
            if known:
                return known
            course = self.create(
                community_id=space.community_id,
                space=space,
                title=title,
                proposed_by=by,
                nonce=nonce,
            )
            course.write(text, tags, teachers, by=by)
            publish(CourseProposed(course.pk))
        return course


class Course(Titled, models.Model):
    """What members teach in writing. It lives in a space of its community, and who may read that
    may read of it.

    Those who teach write modules and lessons; learners read them as they were when it was last
    published (`Edition`).
    """

    kind_of_target, place = "course", "learning/courses"
    kind_of_text = "course"

    community = models.ForeignKey(Community, models.CASCADE, related_name="courses")
    space = models.ForeignKey(Space, models.PROTECT, related_name="courses")
    state = models.CharField(max_length=9, choices=CourseState.choices, default=CourseState.DRAFT)
    title = models.CharField(_("title"), max_length=150)
    text = models.TextField(blank=True)
    html = models.JSONField(default=dict, editable=False)  # by part, of which there is one
    gist = models.CharField(max_length=300, blank=True, editable=False)
    tags = models.ManyToManyField(Tag, related_name="courses", blank=True)
    # How one takes it; lessons follow with the next edition.
    is_open = models.BooleanField(default=True)  # its readers may read lessons without beginning it
    schedule = models.CharField(
        max_length=10, choices=Schedule.choices, default=Schedule.SELF_PACED
    )
    zone = models.CharField(max_length=64, default="UTC", validators=[validate_timezone])
    requires = models.ManyToManyField(
        "self", symmetrical=False, related_name="required_by", blank=True
    )
    edition = models.PositiveIntegerField(default=0, editable=False)  # the number of the last
    lesson_count = models.PositiveIntegerField(default=0, editable=False)  # of the last edition
    minutes = models.PositiveIntegerField(default=0, editable=False)  # of the last edition
    outline_changed_at = models.DateTimeField(default=timezone.now)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="courses"
    )
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True)  # for the first time
    renewed_at = models.DateTimeField(null=True)  # for the last time
    retired_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    nonce = models.CharField(max_length=40, null=True)  # noqa: DJ001 - null is "none", and not unique

    tag_names: list[str]  # annotated by `with_tags`
    asks: bool  # for others to be finished first; annotated by `for_page`

    objects: ClassVar = CourseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposed_by", "nonce"], name="course_nonce_unique"),
            models.CheckConstraint(
                name="course_out_has_an_edition",
                condition=~Q(state="published") | Q(published_at__isnull=False, edition__gt=0),
            ),
        ]
        indexes = [
            models.Index(fields=["community", "state", "-renewed_at", "-id"], name="course_list"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def teachers(self) -> "list[User]":
        return [teaching.user for teaching in self.teachings.all()]

    @property
    def is_out(self) -> bool:
        """Now, or before it was retired: it is no secret any more."""
        return self.published_at is not None

    @property
    def is_proposed(self) -> bool:
        return self.state == CourseState.DRAFT

    @property
    def is_published(self) -> bool:
        return self.state == CourseState.PUBLISHED

    @property
    def is_retired(self) -> bool:
        return self.state == CourseState.RETIRED

    @property
    def is_for_a_cohort(self) -> bool:
        return self.schedule == Schedule.COHORT

    @property
    def has_news(self) -> bool:
        """Something in its outline or lessons that its readers do not see yet."""
        return self.renewed_at is None or self.outline_changed_at > self.renewed_at

    def is_taught_by(self, viewer: Any) -> bool:
        return any(teaching.user_id == viewer.pk for teaching in self.teachings.all())

    def missing_for(self, user: Any) -> "models.QuerySet[Course]":
        """What has to be finished first, and is not."""
        from learning.courses.models.run import Run  # it hangs on courses

        finished = Run.objects.finished().of(user).values("course")
        return self.requires.exclude(pk__in=finished).order_by("title", "pk")

    def shown_to(self) -> tuple[str, list[str]]:
        """Scope and audience of what its page shows, as long as this transaction lasts.

        What is not out follows no container, and is shown to those by name who may read it.
        """
        keys = self.space.hold_audience()
        if self.is_out:
            return self.space.scope, keys
        led = Membership.objects.active().in_charge().filter(community=self.community_id)
        taught = Teacher.objects.filter(course=self).values_list("user", flat=True)
        people = {*led.values_list("user", flat=True), *taught}
        return "", [f"user:{pk}" for pk in sorted(people)] or [f"user:{self.proposed_by_id}"]

    def write(self, text: str, tags: list[str], teachers: "Sequence[User]", *, by: "User") -> None:
        """Set what its page says, and who teaches it; whoever calls has locked it, or made it."""
        if not teachers:
            raise NobodyTeaches
        written = texts.compose({"text": text}, self, by=by)
        Teacher.objects.replace(self, teachers)
        names = sorted(canonical(self.community_id, tags))
        kept = [Tag.objects.get_or_create(community_id=self.community_id, name=n)[0] for n in names]
        self.tags.set(kept)
        self.change(text=text, html=written.html, gist=written.gist)
        texts.note(self, written)

    def edit(  # noqa: PLR0913 - what can be edited, by whom and from which version
        self,
        *,
        by: "User",
        version: int,
        title: str,
        text: str,
        tags: list[str],
        teachers: "Sequence[User]",
    ) -> None:
        """Say something else of it; its readers see that at once.

        Raises StaleVersion, NobodyTeaches.
        """
        with transaction.atomic():
            course = Course.objects.lock(self.pk)
            ensure_current(course, version)
            course.change(title=title, version=version + 1)
            course.write(text, tags, teachers, by=by)
            publish(CourseEdited(course.pk))
        self.refresh_from_db()

    def set_terms(
        self,
        *,
        version: int,
        is_open: bool,
        schedule: str,
        zone: str,
        requires: "Sequence[Course]",
    ) -> None:
        """Say how one takes it; for its lessons that holds from the next edition on.

        Raises StaleVersion, RequiresItself.
        """
        with transaction.atomic():
            course = Course.objects.lock(self.pk)
            ensure_current(course, version)
            if self.pk in _all_required({one.pk for one in requires}):
                raise RequiresItself
            course.requires.set(requires)
            said = {"is_open": is_open, "schedule": schedule, "zone": zone}
            course.change(version=version + 1, **said)
            course.note_outline()
        self.refresh_from_db()

    def release(self, *, by: "User") -> None:
        """Let others read what its lessons say now: a new edition, whatever it was before.

        Raises NothingToPublish, NothingNew.
        """
        from learning.courses.models.edition import Edition  # it hangs on courses

        with transaction.atomic():
            course = Course.objects.lock(self.pk)
            edition = Edition.objects.bring_out(course, by=by)
            now = timezone.now()
            course.change(
                state=CourseState.PUBLISHED,
                edition=edition.number,
                lesson_count=edition.lesson_count,
                minutes=edition.minutes,
                published_at=course.published_at or now,
                renewed_at=now,
                retired_at=None,
            )
            texts.follow(course)
            Activity.objects.record(
                "published", course, by=by, space=course.space, to=course.proposed_by
            )
            publish(CoursePublished(course.pk, edition.number, by.pk))
        self.refresh_from_db()

    def retire(self, *, by: "User") -> None:
        """Nobody begins it any more; of one that is proposed: it is not taken up.

        Raises WrongState.
        """
        with transaction.atomic():
            course = Course.objects.lock(self.pk)
            if course.is_retired:
                raise WrongState
            course.change(state=CourseState.RETIRED, retired_at=timezone.now())
            publish(CourseRetired(course.pk, by.pk))
        self.refresh_from_db()

    def render_anew(self) -> None:
        """Write the HTML of the text that stands: a file that it showed is no more."""
        with transaction.atomic():
            course = Course.objects.lock(self.pk)
            written = texts.compose_anew({"text": course.text}, course)
            Course.objects.filter(pk=self.pk).update(html=written.html, gist=written.gist)

    def note_outline(self) -> None:
        """Of a locked one: what is in it has changed, and is not out yet."""
        Course.objects.filter(pk=self.pk).update(outline_changed_at=timezone.now())

    def change(self, **columns: Any) -> None:
        """Of a locked one."""
        columns["changed_at"] = timezone.now()
        for name, value in columns.items():
            setattr(self, name, value)
        self.save(update_fields=columns)


def _all_required(pks: set[int]) -> set[int]:
    """These courses, those that they ask for, and so on."""
    found: set[int] = set()
    while pks:
        found |= pks
        asked = Course.objects.filter(required_by__in=pks).values_list("pk", flat=True)
        pks = set(asked) - found
    return found
