"""From an event to notices, and to the mails that will carry them."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.text import Truncator

from accounts.models import Block, User
from core.audience import keys_for_each
from notifications.models import Email, Notice

if TYPE_CHECKING:
    from notifications.notices import Kind, Place

CHUNK = 500


def tell(kinds: list["Kind"], event: Any) -> None:
    """Tell each whom the event concerns, once: who was told of its key before is left alone."""
    gathered = 0
    for kind in kinds:
        thing = kind.load(event)
        if thing is not None:
            for users in _chunks(concerned(kind, thing).iterator(CHUNK)):
                gathered += _tell(kind, event, thing, users)
    if gathered and not settings.MAIL_QUIET_MINUTES:
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
    for kind in kinds:
        thing = kind.load(event)
        if thing is not None:
            for users in _chunks(concerned(kind, thing).iterator(CHUNK)):
                told = _notices(kind, event, thing, _untold(kind, thing, users), {})
                for notice in told:
                    notice.created_at = at
                Notice.objects.bulk_create(told, ignore_conflicts=True)


def _tell(kind: "Kind", event: Any, thing: Any, users: list[User]) -> int:
    """The number of mails that the news is in."""
    users = _untold(kind, thing, users)
    mails: dict[int, int] = {}
    if kind.template:
        mails = Email.objects.gather(kind.group(thing), {user.pk: user.email for user in users})
    notices = _notices(kind, event, thing, users, mails)
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    return len(mails)


def _untold(kind: "Kind", thing: Any, users: list[User]) -> list[User]:
    """Those of the users who may see the thing and have not been told of its key."""
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
