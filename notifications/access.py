"""The doors to what this engine keeps of a user: one's own, or 404."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from core.permissions import require
from notifications import follows, matters, reminders, returning, rhythms, unsubscribing
from notifications.follows import Target
from notifications.matters import Matter
from notifications.models import Arrival, Digest, Notice, Reminder
from notifications.models.choice import EVERYWHERE
from notifications.models.rhythm import OVER_ALL
from notifications.unsubscribing import Subscription

EVERYWHERE_SAID = "everywhere"  # in addresses, where the empty text cannot stand


def notice_to_read(viewer: Any, pk: int) -> Notice:
    return get_object_or_404(Notice.objects.of(viewer), pk=pk)


def arrival_to_decide(viewer: Any, pk: int) -> Arrival:
    """One that is held in the viewer's name."""
    return get_object_or_404(Arrival.objects.held_for(viewer).select_related("user"), pk=pk)


def digest_to_read(viewer: Any, number: int, scope: str = OVER_ALL) -> Digest:
    return get_object_or_404(Digest.objects.of(viewer), scope=scope, number=number)


def scope_to_choose(viewer: Any, scope: str) -> str:
    if not rhythms.may_choose(viewer, scope):
        raise Http404
    return scope


def target_to_follow(viewer: Any, key: str) -> Target:
    target = follows.find(viewer, key)
    if target is None:
        raise Http404
    require(target.may_follow)
    return target


def matter_to_choose(name: str) -> Matter:
    matter = matters.find(name)
    if matter is None:
        raise Http404
    return matter


def scope_to_choose_for(viewer: Any, scope: str) -> str:
    """Everywhere, or a community that the viewer could follow."""
    if scope == EVERYWHERE_SAID:
        return EVERYWHERE
    if not scope.startswith("community:"):
        raise Http404
    return target_to_follow(viewer, scope).key


def address_to_return(token: str) -> str:
    """Whoever holds the token may: it was mailed there, and nowhere else."""
    address = returning.find(token)
    if address is None:
        raise Http404
    return address


def subscription_to_change(token: str) -> Subscription:
    """Whoever holds the token may: it was mailed to nobody else."""
    subscription = unsubscribing.find(token)
    if subscription is None:
        raise Http404
    return subscription


def reminder_to_dismiss(viewer: Any, pk: int) -> Reminder:
    return get_object_or_404(Reminder.objects.of(viewer), pk=pk)


def kind_with_leads(about: str) -> reminders.Due:
    """A kind of thing for which one may choose how long ahead one is told."""
    kind = reminders.kinds.get(about)
    if kind is None or not kind.choices:
        raise Http404
    return kind
