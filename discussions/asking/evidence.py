"""What speaks for somebody's knowing about a tag: each kind in a function that an app declares.

In the ``evidence.py`` of an app on a higher floor, or here:

    @evidence("article", weight=3, whose="user", says=…)
    def wrote(tags, now): …

returns a queryset of rows: user, tag, how many, and how much these are worth by now. Whoever asks
finds out which of the users may be asked at all: to ask it here as well makes PostgreSQL begin with
the people, of whom there are many, and not with the tags. Whoever asks about a few people, as a
digest does of its readers, has them narrowed to these: `Evidence.of`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, FloatField, Func, IntegerField, QuerySet, Sum, Value
from django.db.models.functions import Cast, Extract, Substr
from django.utils.translation import gettext, ngettext

from discussions.models import Acceptance, Kind, Reaction
from discussions.models.reaction import Word
from notifications.models import Follow, Level

HALVED_IN = timedelta(days=365)
LISTENING = (Level.WATCHING, Level.TRACKING, Level.FIRST_POST)
Tags = Iterable[int]
Rows = QuerySet[Any, tuple[int, int, int, float]]  # user, tag, how many, worth by now


@dataclass(frozen=True)
class Evidence:
    name: str
    weight: float
    whose: str  # the way from a row to its user
    says: Callable[[int, str], str]  # how many, and the name of the tag
    rows: Callable[[Tags, datetime], Rows]

    def of(self, users: Iterable[int], tags: Tags, now: datetime) -> Rows:
        return self.rows(tags, now).filter(**{f"{self.whose}__in": list(users)})


kinds: dict[str, Evidence] = {}


def evidence(
    name: str, *, weight: float, whose: str, says: Callable[[int, str], str]
) -> Callable[[Callable[[Tags, datetime], Any]], Any]:
    def register(function: Callable[[Tags, datetime], Any]) -> Any:
        kinds[name] = Evidence(name, weight, whose, says, function)
        return function

    return register


def faded(at: str, now: datetime) -> Sum:
    """How much they are worth together: each half as much with every year that has passed."""
    age = Extract(Value(now) - F(at), "epoch")
    years = age / Value(HALVED_IN.total_seconds())
    return Sum(Func(Value(0.5), years, function="power", output_field=FloatField()))


def _accepted(count: int, tag: str) -> str:
    said = ngettext(
        "You had %(n)d accepted answer about %(tag)s.",
        "You had %(n)d accepted answers about %(tag)s.",
        count,
    )
    return said % {"n": count, "tag": tag}


@evidence("accepted", weight=3, whose="answer__author", says=_accepted)
def had_answers_accepted(tags: Tags, now: datetime) -> Rows:
    accepted = Acceptance.objects.filter(
        topic__kind=Kind.QUESTION,
        topic__deleted_at=None,
        answer__deleted_at=None,
    )
    tagged = accepted.annotate(tag=F("topic__tags")).filter(tag__in=tags).order_by()
    return tagged.values_list("answer__author", "tag").annotate(
        n=Count("pk"), worth=faded("accepted_at", now)
    )


def _worked(count: int, tag: str) -> str:
    said = ngettext(
        "What you wrote about %(tag)s worked for %(n)d person.",
        "What you wrote about %(tag)s worked for %(n)d people.",
        count,
    )
    return said % {"n": count, "tag": tag}


@evidence("worked", weight=2, whose="post__author", says=_worked)
def wrote_what_worked(tags: Tags, now: datetime) -> Rows:
    tried = Reaction.objects.filter(
        word=Word.WORKED,
        post__deleted_at=None,
        post__topic__deleted_at=None,
    )
    tagged = tried.annotate(tag=F("post__topic__tags")).filter(tag__in=tags).order_by()
    return tagged.values_list("post__author", "tag").annotate(
        n=Count("pk"), worth=faded("left_at", now)
    )


def _follows(_count: int, tag: str) -> str:
    return gettext("You follow %(tag)s.") % {"tag": tag}


@evidence("follows", weight=1, whose="user", says=_follows)
def follows_tag(tags: Tags, _now: datetime) -> Rows:
    """By choice; it does not fade, since it can be taken back at any time."""
    tag = Cast(Substr("target", len("tag:") + 1), IntegerField())
    following = followers_of(tags).annotate(tag=tag)
    return following.values_list("user", "tag", Value(1), Value(1.0))


def followers_of(tags: Tags) -> "QuerySet[Follow]":
    targets = [f"tag:{pk}" for pk in tags]
    return Follow.objects.filter(target__in=targets, is_chosen=True, level__in=LISTENING)
