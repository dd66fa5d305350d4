from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.utils import timezone

from learning.inquiries.errors import AnswerMissing, NoSuchAnswer
from learning.inquiries.models.inquiry import Inquiry

if TYPE_CHECKING:
    from learning.workshops.models import Registration

KEPT = timedelta(days=90)  # after the workshop: as long as hosts may want to look something up


class InquiryAnswerQuerySet(models.QuerySet["InquiryAnswer"]):
    def give(self, registration: "Registration", texts: Mapping[int, str] | None) -> None:
        """Of a registration whose workshop is locked; None: what was said before.

        Raises AnswerMissing, NoSuchAnswer.
        """
        if texts is not None:
            asked = list(Inquiry.objects.filter(workshop=registration.workshop_id))
            if set(texts) - {one.pk for one in asked}:
                raise NoSuchAnswer
            for inquiry in asked:
                self._set(registration, inquiry, texts.get(inquiry.pk, "").strip())
        if Inquiry.objects.unanswered(registration.workshop, registration):
            raise AnswerMissing

    def _set(self, registration: "Registration", inquiry: Inquiry, text: str) -> None:
        if not text:
            self.filter(registration=registration, inquiry=inquiry).delete()
        elif not inquiry.takes(text):
            raise NoSuchAnswer
        else:
            said = {"words": inquiry.words, "text": text}
            self.update_or_create(registration=registration, inquiry=inquiry, defaults=said)

    def outlived(self) -> Self:
        return self.filter(registration__workshop__ends_at__lt=timezone.now() - KEPT)


class InquiryAnswer(models.Model):
    """What somebody who registered said to it, for those who host it alone.

    With the words in which it was asked then: hosts may say it otherwise, or ask it no more.
    """

    registration = models.ForeignKey(
        "learning.Registration", models.CASCADE, related_name="answers"
    )
    inquiry = models.ForeignKey(Inquiry, models.SET_NULL, null=True, related_name="+")
    words = models.CharField(max_length=200)
    text = models.TextField(max_length=1000)

    objects: ClassVar = InquiryAnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "inquiry"], name="inquiry_answered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.words} {self.text}"

    @property
    def said(self) -> str:
        """As it is shown: what was chosen, by its words."""
        options = dict(self.inquiry.options) if self.inquiry else {}
        return options.get(self.text, self.text)
