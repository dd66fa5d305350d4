"""What is new to a viewer, as expressions about the topic of the query that they stand in.

A topic is unread where it has grown since the viewer read it and they watch or track it: by what
they chose for the topic, or else for what it is in. A topic that they have opened is tracked where
they have chosen nothing; one that they never opened is new if it grew since they chose.
docs/following.md says it for people.
"""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    Case,
    CharField,
    F,
    Func,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat
from django.db.models.lookups import GreaterThan, In, IsNull, LessThan

from communities.models import Tag
from discussions.models.readmark import ReadMark
from notifications.models import Follow, Level
from notifications.models.follow import COUNTING

UNDECIDED = Level.TRACKING  # the level of a topic that was opened, where nothing was chosen


def read_up_to(viewer: Any) -> Subquery:
    mine = ReadMark.objects.filter(topic=OuterRef("pk"), user_id=viewer.pk)
    return Subquery(mine.values("number"))


def count(viewer: Any) -> Case:
    """How many posts are unread; of those deleted since, their numbers still count."""
    read = Coalesce(read_up_to(viewer), Value(0))
    return Case(
        When(is_unread_by(viewer), then=F("post_count") - read),
        default=Value(0),
        output_field=IntegerField(),
    )


def is_unread_by(viewer: Any) -> Q:
    read, deciding = read_up_to(viewer), _deciding(viewer)
    level = Coalesce(Subquery(deciding.values("level")), Value(UNDECIDED.value))
    grown = Q(LessThan(read, F("post_count")))
    since_chosen = Q(GreaterThan(F("active_at"), Subquery(deciding.values("since"))))
    fresh = Q(IsNull(read, True)) & since_chosen & ~Q(last_post_by=viewer.pk)
    return (grown | fresh) & Q(In(level, [level.value for level in COUNTING]))


def may_be_unread_by(viewer: Any) -> Q:
    """Asks little of each topic, and holds for all that `is_unread_by` does: for long lists."""
    mine = ReadMark.objects.filter(user_id=viewer.pk)
    grown = mine.filter(number__lt=F("topic__post_count"))
    chosen = Follow.objects.filter(user_id=viewer.pk, level__in=COUNTING).order_by()
    first = chosen.values("user").annotate(first=Min("since")).values("first")
    fresh = Q(active_at__gt=Subquery(first)) & ~Q(pk__in=mine.values("topic"))
    return Q(pk__in=grown.values("topic")) | fresh


def _deciding(viewer: Any) -> QuerySet[Follow]:
    """The one of the viewer's levels that decides for the topic."""
    tagged = Tag.objects.filter(topics=OuterRef(OuterRef("pk")))
    tags = ArraySubquery(tagged.values(key=_target("tag", "pk")))
    itself = _target("topic", OuterRef("pk"))
    space, community = (
        _target("space", OuterRef("space_id")),
        _target("community", OuterRef("community_id")),
    )
    texts = ArrayField(TextField())
    listed = Func(itself, space, community, template="ARRAY[%(expressions)s]", output_field=texts)
    chain = Func(listed, tags, function="array_cat", output_field=texts)
    return Follow.objects.deciding_by(viewer, chain)


def _target(kind: str, pk: Any) -> Concat:
    return Concat(Value(f"{kind}:"), Cast(pk, CharField()), output_field=TextField())
