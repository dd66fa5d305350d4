from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from core.models import Upload
from core.versions import ensure_current
from learning.courses import texts
from learning.courses.captions import Track, what_is_said, with_track
from learning.courses.errors import IsRemoved
from learning.courses.models.course import Course
from learning.courses.models.gated import Gated
from learning.courses.models.module import Module
from learning.courses.models.ordered import OrderedQuerySet, placed, stepped
from learning.courses.models.quiz_terms import TERMS, QuizTerms

if TYPE_CHECKING:
    from accounts.models import User

PARTS = ("text", "transcript")
MOST_MINUTES = 600


class Said(models.Model):
    """What a lesson says: as those who teach write it, and as it stands in an edition."""

    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(blank=True)
    video = models.URLField(max_length=500, blank=True)
    transcript = models.TextField(blank=True)
    film = models.ForeignKey(Upload, models.SET_NULL, null=True, related_name="+")  # of its own
    # Of the film, by language; the first is shown unless somebody chooses. See `captions.py`.
    captions: "models.JSONField[Any, Any]" = models.JSONField(default=list, editable=False)
    spoken = models.TextField(blank=True, editable=False)  # what they say, where nobody wrote it up
    minutes = models.PositiveSmallIntegerField(default=0)  # about how long it takes; 0: not said
    html = models.JSONField(default=dict, editable=False)  # by part
    gist = models.CharField(max_length=300, blank=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    @property
    def slug(self) -> str:
        return slugify(self.title)[:80].strip("-") or "lesson"

    @property
    def parts(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in PARTS}

    @property
    def own_video(self) -> Upload | None:
        """Unless whoever sent it has deleted it."""
        return self.film if self.film and self.film.is_kept else None

    @property
    def tracks(self) -> list[Track]:
        return [Track.thawed(one) for one in self.captions]


SAID = ("title", *PARTS, "video", "film_id", "captions", "spoken", "minutes", "html", "gist")
HEAVY = ("text", "transcript", "captions", "spoken", "html")  # which a list does without


class CourseLessonQuerySet(OrderedQuerySet):
    def for_outline(self) -> "CourseLessonQuerySet":
        return self.defer(*HEAVY)

    def uncaptioned(self) -> "CourseLessonQuerySet":
        """With a video of their own that not everybody can follow."""
        unsaid = self.filter(film__isnull=False, captions=[], module__removed_at=None)
        return unsaid.in_order()

    def add(
        self, module: Module, *, by: "User", nonce: str | None = None, **said: object
    ) -> "Lesson":
        """As the last of its module. Sent twice with one nonce it is added once.

        Raises IsRemoved.
        """
        with transaction.atomic():
            course = Course.objects.lock(module.course_id)
            known = self.filter(course=course, nonce=nonce).first() if nonce else None
            if known:
                return known
            module = Module.objects.get(pk=module.pk)
            module.ensure_present()
            position = Lesson.objects.filter(module=module).next_position()
            lesson = Lesson(course=course, module=module, position=position, nonce=nonce, **said)
            lesson.save()
            lesson.write(by=by)
            course.note_outline()
        return lesson


class Lesson(Gated, QuizTerms, Said):
    """One lesson as those who teach write it. Readers see it as it stands in their edition."""

    kind_of_text = "course_lesson"

    course = models.ForeignKey(Course, models.CASCADE, related_name="lessons")
    module = models.ForeignKey(Module, models.CASCADE, related_name="lessons")
    position = models.PositiveIntegerField(default=0)
    removed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    nonce = models.CharField(max_length=40, null=True)  # noqa: DJ001 - null is "none", and not unique

    objects: ClassVar = CourseLessonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "nonce"], name="lesson_nonce_unique"),
        ]
        indexes = [models.Index(fields=["module", "position"], name="lesson_in_module")]

    def get_absolute_url(self) -> str:
        return f"{self.address}preview/"

    @property
    def number(self) -> int:
        """Its name in every edition, and in addresses."""
        return self.pk

    @property
    def community(self) -> Community:
        return self.course.community

    @property
    def address(self) -> str:
        return f"{self.course.address}lessons/{self.pk}/"

    def write(self, *, by: "User") -> None:
        """Set the HTML of what it says, saved; whoever calls holds the course."""
        written = texts.compose(self.parts, self, by=by)
        self.html, self.gist = texts.within(self, written), written.gist
        self.spoken = "" if self.transcript.strip() else what_is_said(self.tracks)
        self.save(update_fields=["html", "gist", "spoken"])
        texts.keep_files(self, written, beside=self.own_video)

    def edit(self, *, by: "User", version: int, **said: object) -> None:
        """Say it otherwise; readers see that with the next edition.

        Raises StaleVersion, IsRemoved.
        """
        with transaction.atomic():
            lesson = self.held()
            ensure_current(lesson, version)
            for name, value in said.items():
                setattr(lesson, name, value)
            lesson.version += 1
            lesson.save(update_fields=[*said, "version"])
            lesson.write(by=by)
            lesson.course.note_outline()
        self.refresh_from_db()

    def show_film(self, film: Upload | None) -> None:
        """Let a video that was sent belong to it, or none; captions stay. Raises IsRemoved."""
        with transaction.atomic():
            lesson = self.held()
            before = lesson.film
            Lesson.objects.filter(pk=self.pk).update(film=film)
            lesson.film = film
            texts.keep_film(lesson, before)
            lesson.course.note_outline()
        self.refresh_from_db()

    def caption(self, track: Track, *, is_default: bool = False) -> None:
        """In place of those that it has in the language. Raises IsRemoved, TooManyCaptions."""
        with transaction.atomic():
            lesson = self.held()
            lesson.set_captions(with_track(lesson.tracks, track, is_default=is_default))
        self.refresh_from_db()

    def uncaption(self, language: str) -> None:
        """Twice is the same as once. Raises IsRemoved."""
        with transaction.atomic():
            lesson = self.held()
            lesson.set_captions([one for one in lesson.tracks if one.language != language])
        self.refresh_from_db()

    def set_captions(self, tracks: list[Track]) -> None:
        """Of a locked course."""
        said = "" if self.transcript.strip() else what_is_said(tracks)
        Lesson.objects.filter(pk=self.pk).update(
            captions=[one.frozen for one in tracks], spoken=said
        )
        self.course.note_outline()

    def set_quiz_terms(self, *, draws: int | None, pass_mark: int, attempts: int | None) -> None:
        """Say how its questions are asked. Raises IsRemoved."""
        with transaction.atomic():
            lesson = self.held()
            said = {"draws": draws, "pass_mark": pass_mark, "attempts": attempts}
            Lesson.objects.filter(pk=self.pk).update(**said)
            lesson.course.note_outline()
        self.refresh_from_db()

    @property
    def frozen_quiz(self) -> dict[str, Any] | None:
        """As an edition keeps it, with what is right; None where nothing is asked."""
        questions = [question.frozen for question in self.questions.in_order()]
        terms = {name: getattr(self, name) for name in TERMS}
        return terms | {"questions": questions} if questions else None

    @property
    def has_assignment(self) -> bool:
        return hasattr(self, "assignment")

    @property
    def frozen_assignment(self) -> dict[str, Any] | None:
        """As an edition keeps it; None where no work is asked for."""
        found: dict[str, Any] | None = self.assignment.frozen if self.has_assignment else None
        return found

    def step(self, by_one: int) -> None:
        """One place up (-1) or down (1); at the end of its module into the next.

        Raises IsRemoved.
        """
        with transaction.atomic():
            lesson = self.held()
            lessons = list(lesson.module.lessons.present().in_order())
            at_end = lesson == (lessons[0] if by_one < 0 else lessons[-1])
            beside = lesson.module_beside(by_one) if at_end else None
            if beside:
                lesson.module = beside
                lesson.save(update_fields=["module"])
                others = [one for one in beside.lessons.present().in_order() if one != lesson]
                lessons = [*others, lesson] if by_one < 0 else [lesson, *others]
            else:
                lessons = stepped(lessons, lesson, by_one)
            Lesson.objects.put_in_order(lessons)
            lesson.course.note_outline()
        self.refresh_from_db()

    def place(self, module: Module, *, before: int | None) -> None:
        """Put it into a module of its course, before another lesson or as the last.

        Raises IsRemoved, HasMoved.
        """
        with transaction.atomic():
            lesson = self.held()
            module = lesson.course.modules.get(pk=module.pk)
            module.ensure_present()
            lessons = placed(list(module.lessons.present().in_order()), lesson, before)
            lesson.module = module
            lesson.save(update_fields=["module"])
            Lesson.objects.put_in_order(lessons)
            lesson.course.note_outline()
        self.refresh_from_db()

    def remove(self) -> None:
        """Who learns from an edition that has it keeps it. Raises IsRemoved."""
        with transaction.atomic():
            lesson = self.held()
            Lesson.objects.filter(pk=self.pk).update(removed_at=timezone.now())
            lesson.course.note_outline()
        self.refresh_from_db()

    def render_anew(self) -> None:
        """Write the HTML of the texts that stand: a file that they showed is no more."""
        with transaction.atomic():
            Course.objects.lock(self.course_id)
            lesson = Lesson.objects.select_related("course__community").get(pk=self.pk)
            written = texts.compose_anew(lesson.parts, lesson)
            html = texts.within(lesson, written)
            Lesson.objects.filter(pk=self.pk).update(html=html, gist=written.gist)

    def module_beside(self, by_one: int) -> Module | None:
        modules = list(self.course.modules.present().in_order())
        at = modules.index(self.module) + by_one
        return modules[at] if 0 <= at < len(modules) else None

    def held(self) -> "Lesson":
        """As it is under the lock of its course."""
        course = Course.objects.lock(self.course_id)
        lesson: Lesson = Lesson.objects.select_related("module").get(pk=self.pk)
        if lesson.removed_at:
            raise IsRemoved
        lesson.course = course
        return lesson
