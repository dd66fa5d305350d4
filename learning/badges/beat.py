"""What happens to badges by itself, once an hour."""

from contextlib import suppress
from typing import Any

from celery import shared_task

from accounts.models import User
from communities.models import Membership
from learning.badges import earning
from learning.badges.errors import HasIt, NotAMember, WrongState
from learning.badges.models import Award, Badge


@shared_task
def see_to_badges() -> None:
    """Members who meet the rule of a badge are asked whether they want it."""
    for badge in Badge.objects.by_rule().order_by("pk"):
        propose_by_rule(badge)


def propose_by_rule(badge: Badge, *, only: int | None = None) -> None:
    """Each member once: who declined it, or had it taken back, is not asked again. ``only`` looks
    at one user alone."""
    rule = earning.rule_named(badge.rule)
    if rule is None or badge.times is None:  # a room that counted it is no more
        return
    often = {user: n for user, n in rule.counts(badge) if n >= badge.times}
    asked = Award.objects.filter(badge=badge, user__in=often).values("user")
    members: Any = Membership.objects.active().filter(community=badge.community_id)
    if only is not None:
        often = {user: n for user, n in often.items() if user == only}
    able = User.objects.active().filter(pk__in=often).filter(pk__in=members.values("user"))
    for user in able.exclude(pk__in=asked).order_by("pk"):
        # Somebody proposed it, or it was given up, or they left, a moment before.
        with suppress(HasIt, NotAMember, WrongState):
            Award.objects.propose(badge, to=user, by=None, words=earning.in_words(badge))
