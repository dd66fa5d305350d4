"""From an event to notices, and to the mails that will carry them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.text import Truncator

from accounts.models import Block, User
from core.audience import keys_for_each
from notifications.models import Email, Notice, Preference, Way
from notifications.ways import Ways

if TYPE_CHECKING:
    from notifications.notices import Kind, Place

CHUNK = 500


def tell(kinds: list["Kind"], event: Any) -> None:
    """Tell each whom the event concerns, once: who was told of its key before is left alone."""
    telling = Telling(event)
    found: dict[Any, Any] = {}
    for kind in kinds:
        thing = kind.load_once(event, found)
        if thing is not None:
            for users in _chunks(concerned(kind, thing).iterator(CHUNK)):
                telling.tell(kind, thing, users)
    if telling.is_due:
        transaction.on_commit(ring, robust=True)


def concerned(kind: "Kind", thing: Any) -> QuerySet[User]:
    """Whom it concerns, without whoever did it and whoever is parted from them by a block."""
    users = kind.recipients(thing).filter(is_active=True)
    actor = kind.actor(thing)
    if actor is None:
        return users
    blocking = Block.objects.filter(blocked=actor).values("blocker")
    blocked = Block.objects.filter(blocker=actor).values("blocked")
    return users.exclude(Q(pk=actor.pk) | Q(pk__in=blocking) | Q(pk__in=blocked))


def tell_of_past(kinds: list["Kind"], event: Any, *, at: datetime) -> None:
    """What was told then, in the app alone: for what is brought here with dates of its own."""
    found: dict[Any, Any] = {}
    for kind in kinds:
        thing = kind.load_once(event, found)
        if thing is not None:
            for users in _chunks(concerned(kind, thing).iterator(CHUNK)):
                told = _notices(kind, event, thing, _untold(kind, thing, users), {})
                for notice in told:
                    notice.created_at = at
                Notice.objects.bulk_create(told, ignore_conflicts=True)


class Telling:
    """One event on its way to whom it concerns."""

    def __init__(self, event: Any) -> None:
        self.event = event
        self.now = timezone.now()
        self.is_due = False  # whether some of its mails need not wait
        # By key, who wants to hear nothing of what it is to them: nor as something else.
        self.silenced: dict[str, set[int]] = defaultdict(set)

    def tell(self, kind: "Kind", thing: Any, users: list[User]) -> None:
        key = kind.key(thing)
        users = [user for user in users if user.pk not in self.silenced[key]]
        users = _untold(kind, thing, users)
        ways = self._ways(kind, thing, users)
        self.silenced[key].update(pk for pk, way in ways.items() if way == Way.NONE)
        mails: dict[int, int] = {}
        if kind.template:
            mails = self._gather(kind.group(thing), [u for u in users if ways[u.pk] == Way.EMAIL])
        told = [user for user in users if ways[user.pk] != Way.NONE]
        notices = _notices(kind, self.event, thing, told, mails)
        Notice.objects.bulk_create(notices, ignore_conflicts=True)

    def _gather(self, group: str, users: list[User]) -> dict[int, int]:
        """The mail that the news goes into, of each who has not paused all mail."""
        preferences = Preference.objects.peek_each(users)
        mailed = [user for user in users if not preferences[user.pk].is_paused(self.now)]
        due = {user.pk: preferences[user.pk].mail_due(self.now) for user in mailed}
        self.is_due = self.is_due or any(hour <= self.now for hour in due.values())
        return Email.objects.gather(group, {user.pk: user.email for user in mailed}, due)

    def _ways(self, kind: "Kind", thing: Any, users: list[User]) -> dict[int, Way]:
        pks = [user.pk for user in users]
        scope, chosen = kind.letterhead(thing).stream, Ways(pks, kind.matter)
        return {pk: chosen.of(pk, kind.matter, scope) for pk in pks}


def _untold(kind: "Kind", thing: Any, users: list[User]) -> list[User]:
    """Those of the users who may see the thing and have not been told of its key."""
    if not users:
        return []
    mine = Notice.objects.filter(user__in=users, key=kind.key(thing))
    told = set(mine.values_list("user_id", flat=True))
    return [user for user in seeing(users, kind.place(thing)) if user.pk not in told]


def _notices(
    kind: "Kind", event: Any, thing: Any, users: list[User], mails: dict[int, int]
) -> list[Notice]:
    place = kind.place(thing)
    news = {
        "key": kind.key(thing),
        "kind": kind.name,
        "payload": asdict(event),
        "actor": kind.actor(thing),
        "title": Truncator(kind.title(thing)).chars(300),
        "excerpt": Truncator(kind.excerpt(thing)).chars(300),
        "url": kind.url(thing),
        "group": kind.group(thing),
        "source": kind.letterhead(thing).stream,
    }
    return [
        Notice(
            user=user,
            scope=place.scope if place else f"user:{user.pk}",
            audience=place.audience if place else [f"user:{user.pk}"],
            email_id=mails.get(user.pk),
            **news,
        )
        for user in users
    ]


def seeing(users: list[User], place: "Place | None") -> list[User]:
    if place is None:
        return users
    audience = set(place.audience)
    held = keys_for_each([user.pk for user in users])
    return [user for user in users if audience & held[user.pk]]


def _chunks(users: Iterator[User]) -> Iterator[list[User]]:
    while chunk := list(islice(users, CHUNK)):
        yield chunk


def ring() -> None:
    from notifications.tasks import send_mail  # sending needs the kinds, which need this module

    send_mail.apply_async(retry=False)
