from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from core.events import publish
from learning.inquiries.errors import AnswerMissing, NoSuchAnswer
from learning.inquiries.models import Inquiry, InquiryAnswer
from learning.series.errors import NothingToCome
from learning.series.events import SeatsGivenBack, SeatsTaken
from learning.series.models.series import Series
from learning.workshops.errors import (
    HasBegun,
    NotOpenYet,
    NotRegistered,
    WasDeclined,
    WrongState,
)
from learning.workshops.models import Mode, Registration, Workshop
from learning.workshops.models.states import modes_of

if TYPE_CHECKING:
    from accounts.models import User


class PlaceQuerySet(models.QuerySet["SeriesPlace"]):
    def of(self, user: Any) -> Self:
        return self.filter(user_id=user.pk or 0)

    def in_order(self) -> Self:
        return self.order_by("taken_at", "pk")

    def take(
        self,
        series: Series,
        *,
        by: "User",
        mode: str,
        question: str = "",
        answers: Mapping[int, str] | None = None,
        **said: Any,
    ) -> list[Registration]:
        """Come to all that is to come of it, and to what is added later; where there is no seat,
        wait. What one has a seat in already, or waits for, stays as it is.

        The question is asked at the next of them, once; ``answers`` count for each that asks the
        same. One that asks something else, or that they were declined from, is left out.

        Raises WrongState, NothingToCome, NotOpenYet, AnswerMissing, NoSuchAnswer.
        """
        with transaction.atomic():
            series = Series.objects.lock(series.pk)
            series.ensure_stands()
            place, _made = self.update_or_create(
                series=series, user=by, defaults={"mode": mode, "said": said}
            )
            texts = texts_of(series, answers or {})
            taken = place.take_in(series.to_come.published(), question=question, texts=texts)
            if not taken and not place.has_any():
                if any(one.opens_at for one in series.to_come.published()):
                    raise NotOpenYet
                asks = Inquiry.objects.filter(workshop__in=series.to_come, is_required=True)
                raise AnswerMissing if asks.exists() else NothingToCome
        return taken


class SeriesPlace(models.Model):
    """Somebody comes to all of a series: what is added later they are registered for too."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="places")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    mode = models.CharField(max_length=9, choices=Mode.choices)
    said = models.JSONField(default=dict)  # what else one says who registers, for each
    taken_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = PlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "user"], name="comes_to_all_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in all of {self.series_id}"

    def has_any(self) -> bool:
        mine = Registration.objects.current().filter(user=self.user_id)
        return mine.filter(workshop__in=self.series.to_come).exists()

    def said_before(self) -> dict[str, str]:
        """What they answered at another date of it, by the words in which that was asked."""
        answers = InquiryAnswer.objects.filter(
            registration__workshop__series=self.series_id, registration__user=self.user_id
        )
        return dict(answers.order_by("pk").values_list("words", "text"))

    def take_in(
        self, workshops: Any, *, question: str = "", texts: Mapping[str, str] | None = None
    ) -> list[Registration]:
        """Register for each that they are not in yet; told as one. Whoever calls holds the series,
        or made this just now."""
        current = Registration.objects.current().filter(user=self.user_id)
        free = workshops.exclude(pk__in=current.values("workshop"))
        taken = list[Registration]()
        for workshop in free.exclude(hostings__user=self.user_id).order_by("pk"):
            # One that begins or is cancelled at this moment is none to come to.
            # One that is not open to all yet is taken in once it is.
            with suppress(AnswerMissing, HasBegun, NotOpenYet, WasDeclined, WrongState):
                asked = "" if taken else question
                taken.append(self._register(workshop, question=asked, texts=texts or {}))
        if taken:
            tell_as_one(taken)
            ids = [one.pk for one in taken]
            publish(SeatsTaken(self.series_id, self.user_id, ids))
        return taken

    def give_back(self) -> None:
        """Come to none of what is to come. Each place goes to the next who waits there."""
        with transaction.atomic():
            series = Series.objects.lock(self.series_id)
            mine = Registration.objects.current().filter(
                user=self.user_id, workshop__in=series.to_come.published()
            )
            given = []
            for registration in mine.select_related("workshop").order_by("workshop"):
                with suppress(HasBegun, NotRegistered, WrongState):
                    registration.cancel()
                    given.append(registration)
            tell_as_one(given)
            SeriesPlace.objects.filter(pk=self.pk).delete()
            publish(SeatsGivenBack(series.pk, self.user_id, [one.pk for one in given]))

    def _register(
        self, workshop: Workshop, *, question: str, texts: Mapping[str, str]
    ) -> Registration:
        ways = modes_of(workshop)  # of one that was changed by itself there may be another way only
        mode = self.mode if self.mode in ways else ways[0]
        made: Registration = Registration.objects.register(
            workshop,
            by=self.user,
            mode=mode,
            question=question,
            answers={
                one.pk: texts[one.words] for one in workshop.inquiries.all() if one.words in texts
            },
            **self.said,
        )
        return made


def texts_of(series: Series, answers: Mapping[int, str]) -> dict[str, str]:
    """By the words in which it was asked, since each workshop asks for itself."""
    asked = Inquiry.objects.filter(workshop__series=series, pk__in=answers)
    texts = {one.words: answers[one.pk] for one in asked}
    if len(asked) != len(answers):
        raise NoSuchAnswer
    return texts


def tell_as_one(registrations: Sequence[Registration]) -> None:
    """What became of each just now is told of all together, and of none by itself."""
    pks = [one.pk for one in registrations]
    Registration.objects.filter(pk__in=pks).update(told_with_series=F("changes"))
