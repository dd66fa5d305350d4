import secrets
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from core.events import publish
from core.models import Upload
from core.versions import ensure_current
from learning.courses import texts
from learning.courses.assignments.grading import grade, share_of
from learning.courses.assignments.nameless import ensure_nameless
from learning.courses.assignments.unnamed import unnamed
from learning.courses.errors import (
    IsDone,
    IsHandedIn,
    IsUnderReview,
    NoAssignment,
    NotEnrolled,
    NothingWritten,
    NotInThisEdition,
)
from learning.courses.events import WorkHandedIn, WorkReviewed, WorkTakenBack
from learning.courses.models.assignment import Judged
from learning.courses.models.deadline import Deadline
from learning.courses.models.edition import EditionLesson
from learning.courses.models.lesson import Lesson
from learning.courses.models.teacher import Teacher

if TYPE_CHECKING:
    from learning.courses.models.run import Run


def new_key() -> str:
    """A name that cannot be guessed, and tells nothing of when it was given."""
    return secrets.token_hex(12)


class WorkQuerySet(models.QuerySet["Work"]):
    def at(self, run: "Run", number: int) -> Self:
        """Of one lesson, whichever edition asked for it."""
        return self.filter(run=run, lesson__lesson=number).order_by("number")

    def of_lesson(self, number: int) -> Self:
        return self.filter(lesson__lesson=number)

    def handed_in(self) -> Self:
        return self.filter(handed_at__isnull=False)

    def waiting(self) -> Self:
        """For reviews, or for those who teach."""
        return self.handed_in().filter(settled_at=None)

    def earned(self) -> Self:
        return self.filter(earned_at__isnull=False)

    def with_course(self) -> Self:
        return self.select_related("run__user", "lesson__lesson__course__community")

    def hold(self, number: int) -> None:
        """All works of a lesson, with their reviews, alone in this transaction: they are shared
        out among reviewers by one act at a time. Taken before the runs of their authors."""
        Lesson.objects.select_for_update(of=("self",), no_key=True).get(pk=number)

    def begin(self, run: "Run", lesson: EditionLesson) -> "Work":
        """One that is under way is gone on with; after one that did not pass there is another.

        Raises NotEnrolled, NotInThisEdition, NoAssignment, IsDone.
        """
        with transaction.atomic():
            run = run.held()
            last = self.at(run, lesson.number).select_related("lesson").last()
            if last and not last.is_settled:
                return last
            if last and last.passed:
                raise IsDone
            if lesson.edition_id != run.edition_id:
                raise NotInThisEdition
            if not lesson.assignment:
                raise NoAssignment
            number = last.number + 1 if last else 1
            return self.create(run=run, lesson=lesson, number=number)


class Work(models.Model):
    """What somebody hands in for the assignment of a lesson, judged by the rubric of the edition in
    which they began it."""

    kind_of_text = "course_work"

    key = models.CharField(max_length=24, unique=True, default=new_key)
    run = models.ForeignKey("learning.Run", models.CASCADE, related_name="works")
    lesson = models.ForeignKey(EditionLesson, models.PROTECT, related_name="works")
    number = models.PositiveSmallIntegerField()  # of the tries of one learner
    text = models.TextField(blank=True)
    html = models.TextField(blank=True, editable=False)
    unnamed_html = models.TextField(blank=True, editable=False)  # for its reviewers
    file_keys = ArrayField(models.CharField(max_length=32), default=list)  # as they stand in it
    version = models.PositiveIntegerField(default=1, editable=False)
    begun_at = models.DateTimeField(default=timezone.now)
    handed_at = models.DateTimeField(null=True)
    shown_at = models.DateTimeField(null=True)  # since then its author sees what is said of it
    settled_at = models.DateTimeField(null=True)
    share = models.FloatField(null=True)  # of a hundred, what it came to
    passed = models.BooleanField(default=False)
    earned_at = models.DateTimeField(null=True)  # it has passed, and their own reviews are given
    called_at = models.DateTimeField(null=True)  # since then those who teach are asked to see to it

    objects: ClassVar = WorkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "lesson", "number"], name="work_numbered"),
            models.CheckConstraint(
                name="work_settled_was_handed_in",
                condition=Q(settled_at=None) | Q(handed_at__isnull=False, share__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["lesson", "handed_at"],
                condition=Q(settled_at=None, handed_at__isnull=False),
                name="work_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} for {self.lesson_id}, {self.number}"

    @property
    def terms(self) -> dict[str, Any]:
        """The assignment as the edition keeps it."""
        found: dict[str, Any] = self.lesson.assignment
        return found

    @property
    def criteria(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.terms["criteria"]
        return found

    @property
    def is_handed_in(self) -> bool:
        return self.handed_at is not None

    @property
    def is_settled(self) -> bool:
        return self.settled_at is not None

    @property
    def is_for_peers(self) -> bool:
        return bool(self.terms["judged"] != Judged.TEACHERS)

    @property
    def may_be_taken_back(self) -> bool:
        return self.is_handed_in and not (self.is_settled or self.reviews.begun().exists())

    @property
    def address(self) -> str:
        return f"{self.lesson.lesson.address}assignment/"

    def keep(self, text: str, *, version: int) -> None:
        """As a draft, on the server. Raises IsHandedIn, StaleVersion, NotEnrolled."""
        with transaction.atomic():
            work = self._held()
            if work.is_handed_in:
                raise IsHandedIn
            ensure_current(work, version)
            work.version += 1
            work.write(text)
        self.refresh_from_db()

    def hand_in(self) -> None:
        """Twice is the same as once. Raises NothingWritten, NotEnrolled, NamesItsAuthor."""
        if self.is_for_peers and not self.is_handed_in:
            ensure_nameless(self.uploads)
        with transaction.atomic():
            work = self._held()
            if not work.text.strip():
                raise NothingWritten
            if not work.is_handed_in:
                work.change(handed_at=timezone.now())
                Deadline.objects.arrange(work.run, work.lesson.number)
                publish(WorkHandedIn(work.pk))
        self.refresh_from_db()

    def take_back(self) -> None:
        """To change it, as long as nobody has begun to review it. Raises IsUnderReview."""
        with transaction.atomic():
            work = self._held()
            if work.is_handed_in:
                if not work.may_be_taken_back:
                    raise IsUnderReview
                work.reviews.give_up()
                work.change(handed_at=None, called_at=None)
                Deadline.objects.arrange(work.run, work.lesson.number)
                publish(WorkTakenBack(work.pk))
        self.refresh_from_db()

    def settle(self) -> None:
        """Of held works: see what the reviews that count come to. What was earned stays so."""
        counted = list(self.reviews.counted())
        judgement = self.reviews.filter(judges=True).first()
        enough = self.is_for_peers and len(counted) >= self.terms["reviews"]
        share = None
        if judgement:
            share = share_of(self.criteria, judgement.points)
        elif enough and self.terms["judged"] == Judged.PEERS:
            share = grade([share_of(self.criteria, review.points) for review in counted])
        if share is None and self.earned_at:
            return
        now, before = timezone.now(), (self.settled_at, self.passed)
        is_new = self.shown_at is None and (enough or share is not None)
        has_passed = share is not None and share >= self.terms["pass_mark"]
        self.change(
            share=share,
            settled_at=None if share is None else self.settled_at or now,
            passed=has_passed or self.earned_at is not None,
            shown_at=now if is_new else self.shown_at,
        )
        if is_new or (share is not None and before != (self.settled_at, self.passed)):
            publish(WorkReviewed(self.pk))
        self.earn()

    def earn(self, *, without_reviews: bool = False) -> None:
        """Of held works: once it has passed and its author has reviewed others, the lesson is done.

        Who was judged by a teacher, or has had nothing to review for long, owes no reviews.
        """
        if self.earned_at or not self.passed:
            return
        is_judged = self.reviews.filter(judges=True).exists()
        if is_judged or without_reviews or self.owed == 0:
            self.change(earned_at=timezone.now())
            # Somebody who has left the course, or takes another edition, has done it all the same.
            with suppress(NotEnrolled, NotInThisEdition):
                self.run.mark(self.lesson.number)

    @property
    def owed(self) -> int:
        """How many reviews of others its author has still to give."""
        if not self.is_for_peers or self.run.user_id in Teacher.objects.all_of(self.run.course_id):
            return 0
        given = self.run.user.given_reviews.sent().at(self.lesson.number).count()
        return max(int(self.terms["gives"]) - given, 0)

    @property
    def uploads(self) -> list[Upload]:
        """In the order in which they stand in it."""
        found = {one.key: one for one in Upload.objects.used_by(self.kind_of_text, self.pk)}
        return [found[key] for key in self.file_keys if key in found]

    def write(self, text: str) -> None:
        """Set what it says, saved; whoever calls holds it."""
        self.text = text
        written = texts.compose({"text": text}, self, by=self.run.user)
        self.render(written)
        texts.keep_files(self, written)

    def render_anew(self) -> None:
        """A file that it showed is no more."""
        with transaction.atomic():
            Work.objects.hold(self.lesson.number)
            work = Work.objects.with_course().get(pk=self.pk)
            work.render(texts.compose_anew({"text": work.text}, work))

    def render(self, written: texts.Written) -> None:
        uploads = sorted(written.uploads, key=lambda one: self.text.find(one.address))
        self.html = texts.within(self, written).get("text", "")
        self.unnamed_html = unnamed(self.text, uploads)
        self.file_keys = [one.key for one in uploads]
        self.save(update_fields=["text", "html", "unnamed_html", "file_keys", "version"])

    def change(self, **columns: Any) -> None:
        """Of a held one."""
        for name, value in columns.items():
            setattr(self, name, value)
        self.save(update_fields=columns)

    def _held(self) -> "Work":
        """With its run, of somebody who takes the course."""
        Work.objects.hold(self.lesson.number)
        self.run.held()
        work: Work = Work.objects.with_course().get(pk=self.pk)
        return work
