from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from core.events import publish
from learning.courses.errors import NudgedLately
from learning.courses.events import NudgeSent
from learning.courses.models.course import Course
from learning.courses.models.lesson import Lesson

if TYPE_CHECKING:
    from accounts.models import User

LONGEST = 2000
REST = timedelta(days=7)


class NudgeQuerySet(models.QuerySet["Nudge"]):
    def lately(self) -> "NudgeQuerySet":
        return self.filter(sent_at__gt=timezone.now() - REST)

    def send(
        self,
        lesson: Lesson,
        *,
        by: "User",
        text: str,
        to: "User | None" = None,
        nonce: str | None = None,
    ) -> "Nudge":
        """To those who stopped at a lesson; or to one alone, if they did, which whoever writes is
        not told. One nonce sends it once. Raises NudgedLately."""
        with transaction.atomic():
            Course.objects.lock(lesson.course_id)  # the other click waits here
            known = self.filter(lesson=lesson, nonce=nonce).first() if nonce else None
            if known:
                return known
            where = {"lesson__course": lesson.course_id} if to else {"lesson": lesson}
            if self.filter(to=to, **where).lately().exists():
                raise NudgedLately
            nudge = self.create(lesson=lesson, by=by, to=to, text=text, nonce=nonce or None)
            publish(NudgeSent(nudge.pk))
        return nudge


class Nudge(models.Model):
    """What those who teach a course have to say to those who stopped at one of its lessons, or to
    one of them."""

    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="nudges")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # One alone; None: all who stopped there.
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="nudges"
    )
    text = models.TextField(max_length=LONGEST)
    sent_at = models.DateTimeField(default=timezone.now)
    nonce = models.CharField(max_length=40, null=True)  # noqa: DJ001 - null is "none"

    objects: ClassVar = NudgeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lesson", "nonce"], name="nudge_sent_once"),
        ]

    def __str__(self) -> str:
        return f"{self.by_id} to {self.lesson_id}"
