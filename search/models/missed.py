from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.core.cache import caches
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from accounts.models import User

ENOUGH = 3  # people, before the words are kept
KEPT = timedelta(days=90)
WEEK = timedelta(days=7)
LONGEST = 100  # characters


class MissedQuerySet(models.QuerySet["Missed"]):
    def note(self, community_id: int, words: str, *, by: "User") -> None:
        """Count somebody who looked for this in the community, and did not find it this week."""
        words = " ".join(words.lower().split())
        if len(words) > LONGEST:
            return  # a text, and not what several people would type
        week = _monday(timezone.now().date())
        digest = salted_hmac("search.missed", f"{community_id} {words}").hexdigest()
        who = salted_hmac("search.missed.by", f"{week} {digest} {by.pk}").hexdigest()
        # Who they are is forgotten with the week. Without the cache nobody is counted.
        if not caches["volatile"].add(f"missed:{who}", 1, WEEK.total_seconds()):
            return
        row, _created = self.get_or_create(community_id=community_id, week=week, digest=digest)
        self.filter(pk=row.pk).update(people=F("people") + 1)
        self.filter(pk=row.pk, people__gte=ENOUGH, words="").update(words=words)

    def of_community(self, community: Any) -> Self:
        return self.filter(community_id=community.pk, people__gte=ENOUGH)

    def old(self) -> Self:
        return self.filter(week__lt=timezone.now().date() - KEPT)


class Missed(models.Model):
    """What several people looked for in a community in one week, and did not find.

    Until enough have, only a digest of their words is kept; of the people only how many they were.
    """

    community_id = models.BigIntegerField()  # a floor above: no foreign key
    week = models.DateField()  # its Monday
    digest = models.CharField(max_length=40)
    words = models.CharField(max_length=LONGEST, blank=True)
    people = models.PositiveIntegerField(default=0)

    objects: ClassVar = MissedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community_id", "week", "digest"], name="missed_unique"
            ),
        ]
        indexes = [
            models.Index(fields=["community_id", "-id"], name="missed_list"),
            models.Index(fields=["week"], name="missed_old"),
        ]

    def __str__(self) -> str:
        return self.words or self.digest

    @property
    def begins_at(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.week, time()))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
