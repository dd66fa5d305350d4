from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from learning.workshops.models.states import State
from learning.workshops.models.workshop import Workshop

if TYPE_CHECKING:
    from learning.workshops.models import Registration

MOST = 8  # more than that is a form that keeps people away
MOST_CHOICES = 12
LONGEST_CHOICE = 100


class Sort(models.TextChoices):
    """In which way it is answered."""

    SHORT = "short", _("A few words")
    LONG = "long", _("Some sentences")
    CHOICE = "choice", _("One of several")
    YES_NO = "yes_no", _("Yes or no")


@dataclass(frozen=True)
class Asked:
    """What hosts ask, as they say it; ``number`` is that of one that they say otherwise."""

    words: str
    sort: str
    choices: Sequence[str] = ()
    is_required: bool = False
    number: int | None = None


class InquiryQuerySet(models.QuerySet["Inquiry"]):
    def in_order(self) -> Self:
        return self.order_by("position", "pk")

    def unanswered(self, workshop: Workshop, registration: "Registration | None") -> bool:
        """Whether something has to be answered yet."""
        required = self.filter(workshop=workshop, is_required=True)
        if registration is not None:
            required = required.exclude(
                pk__in=registration.answers.exclude(inquiry=None).values("inquiry")
            )
        return required.exists()

    def replace(self, workshop: Workshop, asked: Sequence[Asked]) -> None:
        """Ask these, in this order, and nothing else. What was answered stays, in its own words.

        Raises WrongState.
        """
        with transaction.atomic():
            locked = Workshop.objects.lock(workshop.pk)
            locked.ensure_in(State.DRAFT, State.PUBLISHED)
            mine = {one.pk: one for one in self.filter(workshop=locked)}
            kept = []
            for position, one in enumerate(asked):
                inquiry = mine.get(one.number or 0) or self.model(workshop=locked)
                inquiry.position, inquiry.words, inquiry.sort = position, one.words, one.sort
                inquiry.choices = list(one.choices) if one.sort == Sort.CHOICE else []
                inquiry.is_required = one.is_required
                inquiry.save()
                kept.append(inquiry.pk)
            self.filter(workshop=locked).exclude(pk__in=kept).delete()


class Inquiry(models.Model):
    """One thing that hosts ask of whoever registers."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="inquiries")
    position = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=200)
    sort = models.CharField(max_length=6, choices=Sort.choices, default=Sort.SHORT)
    choices = models.JSONField(default=list, blank=True)
    is_required = models.BooleanField(default=False)

    objects: ClassVar = InquiryQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["workshop", "position"], name="inquiry_order")]

    def __str__(self) -> str:
        return self.words

    @property
    def options(self) -> list[tuple[str, str]]:
        """Of which one is chosen, each with its words; empty where one writes."""
        if self.sort == Sort.YES_NO:
            return [("yes", str(_("Yes"))), ("no", str(_("No")))]
        return [(choice, choice) for choice in self.choices]

    @property
    def longest(self) -> int:
        return 1000 if self.sort == Sort.LONG else 200

    def takes(self, text: str) -> bool:
        chosen = [value for value, _words in self.options]
        return text in chosen if chosen else len(text) <= self.longest
