from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models import User

USUAL_CAP = 2
LARGEST_CAP = 20


class ReadinessQuerySet(models.QuerySet["Readiness"]):
    def of(self, user: "User") -> "Readiness":
        """For reading: the usual one, unsaved, where the user has chosen nothing."""
        return self.filter(user=user).first() or Readiness(user=user)

    def resting(self) -> Self:
        """Of those who are not to be asked today."""
        return self.filter(Q(is_willing=False) | Q(paused_until__gt=timezone.localdate()))

    def hold(self, user_ids: Iterable[int]) -> dict[int, "Readiness"]:
        """Lock those of these users: whoever is being asked is asked by one act at a time.

        They come last in the order of locks, by the numbers of their users.
        """
        ids = sorted(set(user_ids))
        self.bulk_create((self.model(user_id=pk) for pk in ids), ignore_conflicts=True)
        held = self.filter(user__in=ids).order_by("user")
        return {row.user_id: row for row in held.select_for_update(of=("self",), no_key=True)}

    def choose(
        self, *, by: "User", is_willing: bool, weekly_cap: int, paused_until: date | None
    ) -> "Readiness":
        chosen = {
            "is_willing": is_willing,
            "weekly_cap": weekly_cap,
            "paused_until": paused_until,
        }
        return self.update_or_create(user=by, defaults=chosen)[0]


class Readiness(models.Model):
    """Whether, and how often, a user wants questions put to them."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="readiness"
    )
    is_willing = models.BooleanField(
        _("Put questions to me that I may be able to answer"), default=True
    )
    weekly_cap = models.PositiveSmallIntegerField(
        _("At most so many in a week"),
        default=USUAL_CAP,
        validators=[MaxValueValidator(LARGEST_CAP)],
    )
    paused_until = models.DateField(_("Not before"), null=True, blank=True)

    objects: ClassVar = ReadinessQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "readiness"

    def __str__(self) -> str:
        return f"{self.user_id}: {self.weekly_cap if self.is_willing else 'never'}"

    @property
    def is_paused(self) -> bool:
        return self.paused_until is not None and self.paused_until > timezone.localdate()

    @property
    def may_be_asked(self) -> bool:
        return self.is_willing and not self.is_paused
