from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.events import publish
from discussions.models import AgendaItem, Post, Topic
from learning.afterwards.chapters import address_at, clock
from learning.questions import links
from learning.questions.errors import IsSettled, IsThere, OwnQuestion
from learning.questions.events import QuestionSettled
from learning.workshops.errors import HasNotBegun
from learning.workshops.models.states import State
from learning.workshops.models.workshop import Workshop

if TYPE_CHECKING:
    from accounts.models import User
    from learning.workshops.models import Registration

LONGEST = 1000


class Outcome(models.TextChoices):
    OPEN = "open", _("To be taken up")
    ANSWERED = "answered", _("Answered")
    LEFT = "left", _("Not answered")


class QuestionQuerySet(models.QuerySet["WorkshopQuestion"]):
    def seen_by(self, viewer: Any, *, comes: bool) -> Self:
        """A question that is a topic is for those who may read the topic; what somebody wrote who
        comes, for those who come, and for all once it was answered."""
        topics = Topic.objects.visible_to(viewer).values("pk")
        written = Q(topic=None) if comes else Q(topic=None, outcome=Outcome.ANSWERED)
        return self.filter(written | Q(topic__in=topics))

    def open(self) -> Self:
        return self.filter(outcome=Outcome.OPEN)

    def by_votes(self) -> Self:
        return self.order_by("-votes", "pk")

    def for_display(self, viewer: Any) -> Self:
        """With its topic and answer, and whether the viewer has voted for it (``is_mine``)."""
        votes = QuestionVote.objects.filter(question=OuterRef("pk"), user=viewer.pk or 0)
        related = (
            "registration",
            "topic__community",
            "answer__topic__community",
            "workshop__recording",
        )
        return self.select_related(*related).annotate(has_vote=Exists(votes))

    def lock(self, pk: int) -> "WorkshopQuestion":
        return self.select_for_update(of=("self",), no_key=True).get(pk=pk)

    def take_up(self, workshop: Workshop, topics: "Iterable[Topic]", *, by: "User") -> None:
        """Let the workshop be about these, too; one that it is about already stays as it is."""
        new = [self.model(workshop=workshop, topic=topic, added_by=by) for topic in topics]
        self.bulk_create(new, ignore_conflicts=True)
        links.note(workshop)

    def leave_open_ones(self, workshop: Workshop, *, by: "User") -> int:
        """Each that was not answered waits on; how many.

        Raises WrongState, HasNotBegun.
        """
        left = 0
        for question in self.filter(workshop=workshop).open().order_by("pk"):
            question.workshop = workshop
            with suppress(IsSettled):  # somebody said so a moment before
                question.leave(by=by)
                left += 1
        return left

    def ask(self, registration: "Registration") -> None:
        """What somebody who comes wants answered, or does not want any more.

        What has become a topic, or was answered, stays what it is.
        """
        mine = self.filter(registration=registration)
        text = registration.question.strip()
        if not (text and registration.is_let_in):
            mine.open().filter(topic=None).delete()
        elif not mine.open().filter(topic=None).update(text=text) and not mine.exists():
            self.create(workshop=registration.workshop, registration=registration, text=text)


class WorkshopQuestion(models.Model):
    """What a workshop takes up: a topic, or what somebody who comes wrote, who is not named."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="questions")
    topic = models.ForeignKey(Topic, models.CASCADE, null=True, related_name="+")
    registration = models.ForeignKey(
        "learning.Registration", models.CASCADE, null=True, related_name="questions"
    )
    text = models.TextField(max_length=LONGEST, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)
    votes = models.PositiveIntegerField(default=0)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.OPEN)
    # Of one that was answered: where in the recording, in seconds, and in which post.
    moment = models.PositiveIntegerField(null=True)
    answer = models.ForeignKey(Post, models.SET_NULL, null=True, related_name="+")
    note = models.TextField(blank=True)  # the answer in words, where it is in no topic
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    has_vote: bool  # annotated by `for_display`

    objects: ClassVar = QuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workshop", "topic"], name="question_taken_up_once"),
            models.CheckConstraint(
                name="question_says_something", condition=Q(topic__isnull=False) | ~Q(text="")
            ),
        ]
        indexes = [models.Index(fields=["workshop", "-votes", "id"], name="question_by_votes")]

    def __str__(self) -> str:
        return f"{self.pk} of {self.workshop_id}"

    @property
    def title(self) -> str:
        return self.topic.title if self.topic else self.text

    @property
    def there(self) -> str:
        """The recording at its moment; empty where there is none."""
        recording = getattr(self.workshop, "recording", None)
        if recording is None or self.moment is None:
            return ""
        return address_at(recording.link, self.moment)

    @property
    def clock(self) -> str:
        return "" if self.moment is None else clock(self.moment)

    @property
    def is_open(self) -> bool:
        return self.outcome == Outcome.OPEN

    @property
    def is_answered(self) -> bool:
        return self.outcome == Outcome.ANSWERED

    def attach(self, topic: Topic) -> None:
        """It is the same as the topic asks. Raises IsThere, IsSettled."""
        with transaction.atomic():
            question = self._held()
            others = WorkshopQuestion.objects.filter(workshop=self.workshop_id, topic=topic)
            if others.exclude(pk=self.pk).exists():
                raise IsThere
            question.topic = topic
            question.save(update_fields=["topic"])
            links.note(self.workshop)
        self.refresh_from_db()

    def answer_with(
        self, text: str, *, by: "User", moment: int | None = None, proof: str = ""
    ) -> None:
        """It was answered there, ``moment`` seconds into the recording. In a topic that becomes
        an answer of whoever says it, with ``proof`` below: where that can be seen.

        Raises IsSettled, WrongState, HasNotBegun, and what `Topic.reply` raises.
        """
        with transaction.atomic():
            question = self._held()
            self._ensure_begun()
            if question.topic:
                said = f"{text.strip()}\n\n{proof}".strip()
                question.answer = question.topic.reply(said, by=by)
                AgendaItem.objects.take_off(question.topic)
            question.settle(Outcome.ANSWERED, by=by, moment=moment, note=text.strip())
        self.refresh_from_db()

    def leave(self, *, by: "User") -> None:
        """It was not answered: a topic is again to be taken up together, some day.

        Raises IsSettled, WrongState, HasNotBegun.
        """
        with transaction.atomic():
            question = self._held()
            self._ensure_begun()
            if question.topic and question.topic.is_question and not question.topic.is_solved:
                AgendaItem.objects.put(question.topic, by=by)
            question.settle(Outcome.LEFT, by=by)
        self.refresh_from_db()

    def drop(self) -> None:
        """The workshop does not take it up after all. Raises IsSettled."""
        with transaction.atomic():
            links.forget(self._held())
            self.delete()

    def vote(self, *, by: "User") -> None:
        """Want it taken up; twice counts once. Raises OwnQuestion, IsSettled."""
        with transaction.atomic():
            question = self._held()
            if question.registration and question.registration.user_id == by.pk:
                raise OwnQuestion
            _vote, is_new = QuestionVote.objects.get_or_create(question=question, user=by)
            if is_new:
                question.count(1)

    def unvote(self, *, by: "User") -> None:
        with transaction.atomic():
            question = self._held()
            gone, _each = QuestionVote.objects.filter(question=question, user=by).delete()
            if gone:
                question.count(-1)

    def _held(self) -> "WorkshopQuestion":
        question = WorkshopQuestion.objects.lock(self.pk)
        if not question.is_open:
            raise IsSettled
        return question

    def _ensure_begun(self) -> None:
        self.workshop.ensure_in(State.PUBLISHED)
        if not self.workshop.has_begun:
            raise HasNotBegun

    # Of a locked one.

    def count(self, change: int) -> None:
        WorkshopQuestion.objects.filter(pk=self.pk).update(votes=F("votes") + change)

    def settle(
        self, outcome: Outcome, *, by: "User", moment: int | None = None, note: str = ""
    ) -> None:
        self.outcome, self.settled_by, self.moment, self.note = outcome, by, moment, note
        self.save(update_fields=["outcome", "settled_by", "moment", "note", "answer"])
        publish(QuestionSettled(self.pk, by.pk))


class QuestionVote(models.Model):
    """Somebody who comes wants it taken up."""

    question = models.ForeignKey(WorkshopQuestion, models.CASCADE, related_name="ballots")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    objects: ClassVar = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "user"], name="question_voted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} for {self.question_id}"
