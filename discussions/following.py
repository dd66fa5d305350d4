"""Topics, and how they hang below tags, space and community for whoever follows these."""

from collections.abc import Sequence
from typing import Any

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communities import chains
from communities.models import Membership, Tag
from core.compiled import compiled
from discussions import rules
from discussions.models import Topic
from discussions.unread import UNDECIDED
from notifications import follows
from notifications.follows import Control, Name, Target
from notifications.models import Follow, Level
from notifications.models.follow import Chain, effective


def chain_of(topic: Topic) -> Chain:
    its_own = topic.tags_begun if topic.pk is None else topic.tags.values_list("pk", flat=True)
    return chains.chain_of(topic, its_own)


def members_of(topic: Topic) -> QuerySet[User]:
    """Only members are told of things; whoever has left is not, though all may read."""
    members = Membership.objects.of_space(topic.space_id, topic.community_id)
    return User.objects.filter(pk__in=members.values("user"))


def unmuted_members_of(topic: Topic) -> QuerySet[User]:
    return unmuting(members_of(topic), topic)


def unmuting(users: QuerySet[User], topic: Topic) -> QuerySet[User]:
    muting = Follow.objects.muting(chain_of(topic))
    return users.exclude(pk__in=muting.values("user"))


@follows.targets("topic")
class Topics(follows.Targets):
    def find(self, viewer: Any, pk: int) -> Target | None:
        topic = Topic.objects.visible_to(viewer).for_page().filter(pk=pk).first()
        return target_of(viewer, topic) if topic else None

    def names(self, viewer: Any, pks: Sequence[int]) -> dict[int, Name]:
        seen = Topic.objects.visible_to(viewer).select_related("community").filter(pk__in=pks)
        return {one.pk: Name(one.title, one.get_absolute_url()) for one in seen}


def control_of(viewer: Any, topic: Topic) -> Control:
    """How closely the viewer follows the topic, for its page; in one query."""
    target = target_of(viewer, topic)
    if not target.may_follow:
        return Control(target, Level.NORMAL)
    itself, _tags, space, community = chains.chain_of(topic, [])
    known = (*itself, *space, *community)
    rows = _follows(viewer=viewer, topic=topic.pk, known=known)
    levels = {followed: Level(level) for followed, level in rows}
    tags = [key for key in levels if key not in known]
    if not levels:
        return Control(target, UNDECIDED)
    return Control(target, effective(levels, [itself, tags, space, community]))


@compiled()
def _follows(viewer: Any, topic: Any, known: Any) -> QuerySet[Follow, tuple[str, str]]:
    """Those of the topic's tags, and those of the other targets it hangs below."""
    tagged = Tag.objects.filter(topics=topic)
    keys = tagged.annotate(key=Concat(Value("tag:"), Cast("pk", CharField()))).values("key")
    return Follow.objects.at(viewer, Q(target__in=known) | Q(target__in=keys))


def target_of(viewer: Any, topic: Topic) -> Target:
    return Target(
        key=topic.target,
        name=topic.title,
        url=topic.get_absolute_url(),
        levels={
            Level.WATCHING: _("You are told of every answer and reply."),
            Level.TRACKING: _("New replies are counted as unread. You get no notice of them."),
            Level.NORMAL: _("You are told when somebody names you, or replies to you."),
            Level.MUTED: _("You are told nothing of it, and your digest leaves it out."),
        },
        may_follow=rules.can_take_part(viewer, topic),
    )
