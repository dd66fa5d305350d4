"""From an event to notices, and to the mails that will carry them."""

from collections.abc import Iterator
from dataclasses import asdict
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


def _tell(kind: "Kind", event: Any, thing: Any, users: list[User]) -> int:
    """The number of mails that the news is in."""
    key, place = kind.key(thing), kind.place(thing)
    told = set(Notice.objects.filter(user__in=users, key=key).values_list("user_id", flat=True))
    users = [user for user in _seeing(users, place) if user.pk not in told]
    group = kind.group(thing)
    news = {
        "key": key,
        "kind": kind.name,
        "payload": asdict(event),
        "actor": kind.actor(thing),
        "title": Truncator(kind.title(thing)).chars(300),
        "excerpt": Truncator(kind.excerpt(thing)).chars(300),
        "url": kind.url(thing),
        "group": group,
        "source": kind.letterhead(thing).stream,
    }
    mails: dict[int, int] = {}
    if kind.template:
        mails = Email.objects.gather(group, {user.pk: user.email for user in users})
    notices = [
        Notice(
            user=user,
            scope=place.scope if place else f"user:{user.pk}",
            audience=place.audience if place else [f"user:{user.pk}"],
            email_id=mails.get(user.pk),
            **news,
        )
        for user in users
    ]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    return len(mails)


def _seeing(users: list[User], place: "Place | None") -> list[User]:
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
