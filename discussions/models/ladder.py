from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction

from discussions.errors import StepsOutOfOrder
from discussions.models.climb import Climb
from discussions.models.rung import Rung

if TYPE_CHECKING:
    from communities.models import Community

LONGEST_HOURS = 24 * 90
DAY, THREE_DAYS, WEEK = 24, 72, 168


class LadderQuerySet(models.QuerySet["Ladder"]):
    def of(self, community: "Community") -> "Ladder":
        """For reading: the usual one, unsaved, where the community has chosen none."""
        return self.filter(community=community).first() or Ladder(community=community)


def _hours(usual: int) -> Any:
    """None: this step is not taken."""
    bounds = [MinValueValidator(1), MaxValueValidator(LONGEST_HOURS)]
    return models.PositiveSmallIntegerField(null=True, blank=True, default=usual, validators=bounds)


class Ladder(models.Model):
    """After how many hours without an answer a community's questions are put to whom."""

    community = models.OneToOneField("communities.Community", models.CASCADE, related_name="ladder")
    members_after = _hours(DAY)
    followers_after = _hours(THREE_DAYS)
    facilitators_after = _hours(WEEK)

    objects: ClassVar = LadderQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.members_after}, {self.followers_after}, {self.facilitators_after}"

    @property
    def hours(self) -> dict[Rung, int]:
        """The steps that are taken."""
        after: dict[Rung, int | None] = {
            Rung.MEMBERS: self.members_after,
            Rung.FOLLOWERS: self.followers_after,
            Rung.FACILITATORS: self.facilitators_after,
        }
        return {rung: hours for rung, hours in after.items() if hours is not None}

    def after(self, rung: str) -> Rung | None:
        """The step above this one; the first where there is none yet."""
        order = list(Rung)
        above = order[order.index(Rung(rung)) + 1 :] if rung else order
        return next((one for one in above if one in self.hours), None)

    def due_at(self, rung: Rung, *, since: datetime) -> datetime:
        return since + timedelta(hours=self.hours[rung])

    def ensure_in_order(self) -> None:
        hours = list(self.hours.values())
        if sorted(set(hours)) != hours:
            raise StepsOutOfOrder

    def choose(self, **hours: int | None) -> None:
        """Take these steps from now on, also with questions that wait already.

        What would have been due before is left out: nobody gets at once what a longer ladder would
        have brought them over weeks. Raises StepsOutOfOrder.
        """
        for name, value in hours.items():
            setattr(self, name, value)
        self.ensure_in_order()
        with transaction.atomic():
            self.community.lock()
            found, _is_new = Ladder.objects.update_or_create(
                community=self.community, defaults=hours
            )
            self.pk = found.pk
            Climb.objects.plan_anew(self)
