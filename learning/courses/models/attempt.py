import secrets
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from learning.courses.errors import (
    AttemptIsSent,
    BadAnswer,
    HasPassed,
    NoAttemptsLeft,
    NoQuiz,
    NotInThisEdition,
)
from learning.courses.models.edition import EditionLesson
from learning.courses.quizzes.grading import cleaned, is_right

if TYPE_CHECKING:
    from learning.courses.models.run import Run


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def sent(self) -> Self:
        return self.filter(sent_at__isnull=False)

    def under_way(self) -> Self:
        return self.filter(sent_at=None)

    def passed(self) -> Self:
        return self.filter(passed=True)

    def at(self, run: "Run", number: int) -> Self:
        """At the quiz of one lesson, whichever edition it was taken from."""
        return self.filter(run=run, lesson__lesson=number).order_by("number")

    def begin(self, run: "Run", lesson: EditionLesson) -> "Attempt":
        """One that is under way is gone on with, with the questions that were drawn for it.

        Raises NotEnrolled, NotInThisEdition, NoQuiz, HasPassed, NoAttemptsLeft.
        """
        with transaction.atomic():
            run = run.held()
            if lesson.edition_id != run.edition_id:
                raise NotInThisEdition
            if not lesson.quiz:
                raise NoQuiz
            before = list(self.at(run, lesson.number))
            if before and before[-1].sent_at is None:
                return before[-1]
            if any(attempt.passed for attempt in before):
                raise HasPassed
            limit = lesson.quiz["attempts"]
            if limit and len(before) >= limit:
                raise NoAttemptsLeft
            number = before[-1].number + 1 if before else 1
            return self.create(
                run=run, lesson=lesson, number=number, question_ids=_drawn(lesson.quiz)
            )


class Attempt(models.Model):
    """Somebody answers the questions of a lesson. All that becomes of it happens under its run."""

    run = models.ForeignKey("learning.Run", models.CASCADE, related_name="attempts")
    lesson = models.ForeignKey(EditionLesson, models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    question_ids = ArrayField(models.BigIntegerField())  # those that were drawn, in their order
    answers = models.JSONField(default=dict)  # by the number of the question
    begun_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    right_ids = ArrayField(models.BigIntegerField(), default=list)
    passed = models.BooleanField(default=False)

    objects: ClassVar = AttemptQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "lesson", "number"], name="attempt_numbered"),
            models.UniqueConstraint(
                fields=["run", "lesson"],
                condition=Q(sent_at=None),
                name="attempt_under_way_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} at {self.lesson_id}, {self.number}"

    @property
    def is_sent(self) -> bool:
        return self.sent_at is not None

    @property
    def questions(self) -> list[dict[str, Any]]:
        """As their edition keeps them, with what is right: not for whoever answers."""
        known = {question["id"]: question for question in self.lesson.quiz["questions"]}
        return [known[pk] for pk in self.question_ids]

    def answer_to(self, number: int) -> Any:
        return self.answers.get(str(number))

    def answer(self, said: dict[int, Any]) -> None:
        """Keep answers by the numbers of their questions; others stay. Sent again, nothing changes.

        Raises AttemptIsSent, BadAnswer, NotEnrolled.
        """
        with transaction.atomic():
            attempt = self._held()
            questions = {question["id"]: question for question in attempt.questions}
            for number, answer in said.items():
                if number not in questions:
                    raise BadAnswer
                attempt.answers[str(number)] = cleaned(questions[number], answer)
            attempt.save(update_fields=["answers"])
        self.refresh_from_db()

    def send(self) -> None:
        """Have it judged; with enough that is right the lesson is done.

        Raises AttemptIsSent, NotEnrolled.
        """
        with transaction.atomic():
            attempt = self._held()
            questions = attempt.questions
            attempt.right_ids = [
                question["id"]
                for question in questions
                if is_right(question, attempt.answer_to(question["id"]))
            ]
            share = 100 * len(attempt.right_ids) / len(questions)
            attempt.passed = share >= attempt.lesson.quiz["pass_mark"]
            attempt.sent_at = timezone.now()
            attempt.save(update_fields=["right_ids", "passed", "sent_at"])
            if attempt.passed:
                attempt.run.mark(attempt.lesson.number)
        self.refresh_from_db()

    def _held(self) -> "Attempt":
        self.run.held()
        attempt: Attempt = Attempt.objects.select_related("run", "lesson").get(pk=self.pk)
        if attempt.is_sent:
            raise AttemptIsSent
        return attempt


def _drawn(quiz: dict[str, Any]) -> list[int]:
    """At random which, in the order in which they were written."""
    everything = [question["id"] for question in quiz["questions"]]
    count = min(quiz["draws"] or len(everything), len(everything))
    drawn = set(secrets.SystemRandom().sample(everything, count))
    return [pk for pk in everything if pk in drawn]
