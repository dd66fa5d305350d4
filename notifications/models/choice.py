from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models import User

EVERYWHERE = ""


class Way(models.TextChoices):
    """How one is told of a matter; each has what those below it have."""

    EMAIL = "email", _("Email")
    DIGEST = "digest", _("Digest")
    APP = "app", _("App only")
    NONE = "none", _("Nothing")


class ChoiceQuerySet(models.QuerySet["Choice"]):
    def of(self, user: "User") -> Self:
        return self.filter(user=user)

    def choose(self, ways: dict[str, Way], *, by: "User", scope: str = EVERYWHERE) -> None:
        """Of these matters the user is told so, in the one place or wherever nothing else holds."""
        rows = [
            self.model(user=by, scope=scope, matter=matter, way=way) for matter, way in ways.items()
        ]
        self.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["user", "scope", "matter"],
            update_fields=["way"],
        )

    def forget(self, matters: Iterable[str], *, by: "User", scope: str = EVERYWHERE) -> None:
        """Let what holds elsewhere, or is usual, decide again."""
        self.filter(user=by, scope=scope, matter__in=matters).delete()

    def forget_scope(self, scope: str, *, by: "User") -> None:
        self.filter(user=by, scope=scope).delete()


class Choice(models.Model):
    """How a user wants to be told of one matter: everywhere, or in one community."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    scope = models.CharField(max_length=40, blank=True, default=EVERYWHERE)  # or "community:3"
    matter = models.CharField(max_length=40)
    way = models.CharField(max_length=6, choices=Way.choices)

    objects: ClassVar = ChoiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "scope", "matter"], name="one_choice"),
            models.CheckConstraint(condition=models.Q(way__in=Way.values), name="way_known"),
        ]

    def __str__(self) -> str:
        return f"{self.matter} by {self.way} to {self.user_id} {self.scope}".rstrip()
