from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.lookups import AnyOf

if TYPE_CHECKING:
    from accounts.models import User

Chain = Sequence[Sequence[str]]
"""What a thing hangs below, the most specific first: ``[["topic:9"], ["tag:3", "tag:5"], …]``."""


class Level(models.TextChoices):
    WATCHING = "watching", _("Watching")
    TRACKING = "tracking", _("Tracking")
    FIRST_POST = "first_post", _("New topics only")
    NORMAL = "normal", _("Normal")
    MUTED = "muted", _("Muted")


# Two tags of one topic may disagree: to be told what one has muted is the greater annoyance.
FIRMEST = [Level.MUTED, Level.WATCHING, Level.FIRST_POST, Level.TRACKING, Level.NORMAL]
SPECIFIC = ("topic:", "tag:", "space:", "community:")  # what a topic hangs below, the most first
COUNTING = (Level.WATCHING, Level.TRACKING)  # what is new there is counted as unread


def effective(levels: Mapping[str, Level], chain: Chain) -> Level:
    """What one user's levels, by target, come to for a chain: `in_effect` without the database."""
    for targets in chain:
        found = [levels[target] for target in targets if target in levels]
        if found:
            return min(found, key=FIRMEST.index)
    return Level.NORMAL


class FollowQuerySet(models.QuerySet["Follow"]):
    def choose(self, target: str, level: str, *, by: "User") -> "Follow":
        values = {"level": level, "is_chosen": True, "since": timezone.now()}
        return self.update_or_create(user=by, target=target, defaults=values)[0]

    def watch_unless_chosen(self, target: str, *, by: "User") -> None:
        """Watch as the consequence of an act; never against what the user has chosen."""
        follow = self.model(user=by, target=target, level=Level.WATCHING)
        self.bulk_create([follow], ignore_conflicts=True)

    def forget(self, target: str, *, by: "User") -> None:
        self.filter(user=by, target=target).delete()

    def chosen_by(self, user: "User") -> Self:
        return self.filter(user=user, is_chosen=True).order_by("-since", "-pk")

    def levels_of_each(self, user_ids: Iterable[int]) -> dict[int, dict[str, Level]]:
        """The levels that the users have chosen; not those of every topic they ever wrote in."""
        levels: dict[int, dict[str, Level]] = {pk: {} for pk in user_ids}
        rows = self.filter(user__in=levels, is_chosen=True)
        for user, target, level in rows.values_list("user_id", "target", "level"):
            levels[user][target] = Level(level)
        return levels

    def in_effect(self, chain: Chain) -> Self:
        """The one row of each user that decides for this chain: the most specific."""
        rank = Case(
            *[When(target__in=targets, then=Value(at)) for at, targets in enumerate(chain)],
            output_field=IntegerField(),
        )
        firmness = Case(
            *[When(level=level, then=Value(at)) for at, level in enumerate(FIRMEST)],
            output_field=IntegerField(),
        )
        decisive = (
            self.filter(target__in=[target for targets in chain for target in targets])
            .order_by("user_id", rank, firmness)
            .distinct("user_id")
        )
        return self.filter(pk__in=decisive.values("pk"))

    def watching(self, chain: Chain) -> Self:
        """Those told of every post."""
        return self.in_effect(chain).filter(level=Level.WATCHING)

    def told_of_new(self, chain: Chain) -> Self:
        return self.in_effect(chain).filter(level__in=[Level.WATCHING, Level.FIRST_POST])

    def muting(self, chain: Chain) -> Self:
        return self.in_effect(chain).filter(level=Level.MUTED)

    def deciding_by(self, viewer: Any, chain: Any) -> Self:
        """The viewer's one row that decides: `in_effect`, for a chain that a query makes.

        ``chain`` is an array of targets. What kind a target is, says how specific it is.
        """
        rank = Case(
            *[When(target__startswith=kind, then=Value(at)) for at, kind in enumerate(SPECIFIC)],
            output_field=IntegerField(),
        )
        firmness = Case(
            *[When(level=level, then=Value(at)) for at, level in enumerate(FIRMEST)],
            output_field=IntegerField(),
        )
        mine = self.filter(AnyOf(F("target"), chain), user_id=viewer.pk)
        return mine.order_by(rank, firmness)[:1]

    def at(self, viewer: Any, targets: Q) -> "QuerySet[Follow, tuple[str, str]]":
        return self.filter(targets, user_id=viewer.pk or 0).values_list("target", "level")

    def level_of(self, viewer: Any, chain: Chain) -> Level:
        row = self.filter(user_id=viewer.pk or 0).in_effect(chain).first()
        return Level(row.level) if row else Level.NORMAL


class Follow(models.Model):
    """How closely a user wants to be told of a topic, tag, space or community."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    target = models.CharField(max_length=40)  # "topic:9", "tag:3", "space:2", "community:1"
    level = models.CharField(max_length=10, choices=Level.choices)
    is_chosen = models.BooleanField(default=False)  # else it came of something the user wrote
    since = models.DateTimeField(default=timezone.now)

    objects: ClassVar = FollowQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "target"], name="one_follow")]
        indexes = [models.Index(fields=["target", "level"], name="follow_of_target")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.level} {self.target}"
