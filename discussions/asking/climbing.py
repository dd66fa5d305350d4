"""Questions go up the ladder of their community, a step at a time, until somebody answers."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from discussions.asking.matching import facilitators, matched_members, tag_followers
from discussions.models import Ask, Climb, Ladder, Rung, Topic
from notifications.models import Notice

if TYPE_CHECKING:
    from accounts.models import User

MOST = 200  # in one run; what is left over waits for the next


def walk() -> None:
    """Take every question a step that is due for one."""
    for topic_id in Climb.objects.due().order_by("due_at", "pk").values_list("topic")[:MOST]:
        climb(*topic_id)


def climb(topic_id: int) -> None:
    """One step; a second call, or another that came first, finds nothing to do."""
    with transaction.atomic():
        topic = Topic.objects.lock(topic_id)
        mine = Climb.objects.due().filter(topic=topic)
        for found in mine.select_for_update(of=("self",), no_key=True):
            ladder = Ladder.objects.of(topic.community)
            rung = ladder.after(found.rung) if topic.is_unanswered else None
            if rung is None:
                found.go_on(topic, ladder)
                continue
            if _ask_on(rung, topic):
                Topic.objects.renew_page(topic.pk)  # which says how many were asked
            found.step(topic, ladder, rung)


def _ask_on(rung: Rung, topic: Topic) -> int:
    if rung == Rung.MEMBERS:
        return Ask.objects.put(topic, rung, matched_members(topic))
    if rung == Rung.FOLLOWERS:
        return Ask.objects.put(topic, rung, tag_followers(topic))
    return Ask.objects.put(topic, rung, facilitators(topic), again=True)


def decline(ask: Ask, *, by: "User") -> None:
    """Whoever was asked is not the one; the next likeliest is asked in their place."""
    with transaction.atomic():
        topic = Topic.objects.lock(ask.topic_id)
        declined = Ask.objects.filter(pk=ask.pk, user=by, declined_at=None)
        if not declined.update(declined_at=timezone.now()):
            return
        Notice.objects.retract(ask.key)
        goes_on = ask.rung == Rung.MEMBERS and topic.is_unanswered
        if goes_on and Ask.objects.put(topic, Rung.MEMBERS, matched_members(topic, 1)):
            Topic.objects.renew_page(topic.pk)


def go_on(topic_id: int) -> None:
    """Something happened to the topic: it waits for the next step, or needs none any more."""
    with transaction.atomic():
        topic = Topic.objects.lock(topic_id)
        for found in Climb.objects.filter(topic=topic).select_for_update(of=("self",), no_key=True):
            found.go_on(topic, Ladder.objects.of(topic.community))
        if not topic.is_unanswered:
            asks = Ask.objects.filter(topic=topic)
            Notice.objects.unread().retract(*(ask.key for ask in asks))
