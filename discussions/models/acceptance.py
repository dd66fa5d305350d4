from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from communities.models import Activity
from core.events import publish
from discussions.errors import NotAnAnswer
from discussions.events import AcceptanceWithdrawn, AnswerAccepted
from discussions.models.topic import Topic

if TYPE_CHECKING:
    from accounts.models import User
    from discussions.models.post import Post


class AcceptanceQuerySet(models.QuerySet["Acceptance"]):
    def for_display(self) -> Self:
        """Of what is there to be read."""
        present = self.filter(topic__deleted_at=None, answer__deleted_at=None)
        return present.select_related(
            "accepted_by",
            "topic__community",
            "topic__space__community",
            "answer__author",
            "answer__topic__community",
        )

    def accept(self, answer: "Post", *, by: "User") -> "Acceptance":
        """Make this the accepted answer, in place of any other.

        Accepting it a second time changes nothing and announces nothing.
        Raises NotAnAnswer, PostIsDeleted, PostHasMoved, TopicIsClosed.
        """
        with transaction.atomic():
            topic = Topic.objects.lock(answer.topic_id)
            answer = topic.held(answer)
            if not answer.is_answer:
                raise NotAnAnswer
            answer.ensure_present()
            topic.ensure_open()
            self.filter(topic=topic).exclude(answer=answer).delete()
            acceptance, created = self.get_or_create(
                topic=topic, answer=answer, defaults={"accepted_by": by}
            )
            if created:
                topic.renew()
                Activity.objects.record(
                    "accepted", answer, by=by, space=topic.space, to=answer.author
                )
                publish(AnswerAccepted(acceptance.pk))
        return acceptance

    def withdraw(self, topic: Topic) -> None:
        """Leave the question without an accepted answer; nothing happens where none was."""
        with transaction.atomic():
            topic = Topic.objects.lock(topic.pk)
            acceptance = self.filter(topic=topic).first()
            if acceptance is None:
                return
            topic.renew()
            publish(AcceptanceWithdrawn(topic.pk, acceptance.answer_id))
            acceptance.delete()


class Acceptance(models.Model):
    """The asker's verdict on an answer: at most one for a question."""

    topic = models.OneToOneField(Topic, models.CASCADE, related_name="acceptance")
    answer = models.OneToOneField("discussions.Post", models.CASCADE, related_name="acceptance")
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = AcceptanceQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.answer_id} for {self.topic_id}"
