"""The digests of a batch of readers: what is in each, and how it reads."""

from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from accounts.models import Block, User
from core.audience import keys_for, keys_for_each
from notifications import letterhead, unsubscribing
from notifications.digest import Item, Reader, Section, sections
from notifications.mailing import Mail
from notifications.models import Delivery, Digest, Follow, Notice, Preference, Suppression
from notifications.models.email import Reason, message_id

Contents = list[tuple[Section, list[Item]]]


class Edition:
    """The digests claimed together, with all that goes into them read together."""

    def __init__(self, digests: list[Digest]) -> None:
        self.users = User.objects.in_bulk({digest.user_id for digest in digests})
        self.preferences = Preference.objects.of_each(self.users.values())
        self.suppressed = Suppression.objects.among(user.email for user in self.users.values())
        self.numbers = Digest.objects.last_numbers(list(self.users))
        self.readers = self._readers(digests)
        self.gathered = {
            name: section.gather(list(self.readers.values())) for name, section in sections.items()
        }
        self.told = self._told()

    def issue(self, digest: Digest) -> "Issue | Reason":
        """The digest as it goes out, or why it does not."""
        user, preference = self.users[digest.user_id], self.preferences[digest.user_id]
        if not user.is_active:
            return Reason.INACTIVE
        if not preference.mails_digest:
            return Reason.UNWANTED
        if preference.is_paused():
            return Reason.PAUSED
        if user.email.lower() in self.suppressed:
            return Reason.SUPPRESSED
        contents = self._contents(self.readers[user.pk])
        if not contents:
            return Reason.NOTHING
        digest.user = user
        return Issue(digest, self.numbers.get(user.pk, 0) + 1, preference, contents)

    def _contents(self, reader: Reader) -> Contents:
        """What there is to say, best first; nothing the reader may not see or was told before."""
        used = set(self.told[reader.user.pk])
        contents = []
        for name, section in sections.items():
            items: list[Item] = []
            for item in self.gathered[name].get(reader.user.pk, []):
                if len(items) < section.cap and _is_news(item, reader, used):
                    items.append(item)
                    used.update((item.key, *item.ledger_keys))
            if items:
                contents.append((section, items))
        return contents if any(section.carries for section, _items in contents) else []

    def _readers(self, digests: list[Digest]) -> dict[int, Reader]:
        keys = keys_for_each(list(self.users))
        levels = Follow.objects.levels_of_each(self.users)
        parted = Block.objects.around_each(self.users)
        return {
            digest.user_id: Reader(
                self.users[digest.user_id],
                keys[digest.user_id],
                digest.since,
                digest.due_at,
                levels[digest.user_id],
                parted[digest.user_id],
            )
            for digest in digests
        }

    def _told(self) -> dict[int, set[str]]:
        """What each reader was mailed, or has read in the app."""
        items = chain.from_iterable(
            found for by_user in self.gathered.values() for found in by_user.values()
        )
        keys = {key for item in items for key in item.ledger_keys}
        told = Delivery.objects.told(self.users, keys)
        read = Notice.objects.filter(user__in=self.users, key__in=keys, read_at__isnull=False)
        for user, key in read.values_list("user_id", "key"):
            told[user].add(key)
        return told


def _is_news(item: Item, reader: Reader, used: set[str]) -> bool:
    if item.key in used or not reader.keys & set(item.audience):
        return False
    return not used.issuperset(item.ledger_keys)


@dataclass(frozen=True)
class Issue:
    """One digest with its contents."""

    digest: Digest
    number: int
    preference: Preference
    contents: Contents

    @property
    def ledger_keys(self) -> list[str]:
        items = chain.from_iterable(items for _section, items in self.contents)
        return [key for item in items for key in item.ledger_keys]

    @property
    def stored(self) -> list[Any]:
        return [[section.name, [item.key for item in items]] for section, items in self.contents]

    def write(self) -> Any:
        """The message, in its reader's language and by their clock."""
        user = self.digest.user
        with timezone.override(user.zone), translation.override(user.language):
            context = context_of(self.digest, self.contents)
            mail = Mail(
                address=user.email,
                letterhead=letterhead.of_site("digest"),
                subject=context["title"],
                template="notifications/emails/digest",
                message_id=message_id(self.digest.message_name),
                archive=reverse("notifications:digest", args=[self.number]),
                context=context | {"number": self.number, "origin": settings.SITE_ORIGIN},
                is_bulk=True,
            )
            return mail.message(self.preference, unsubscribing.DIGEST)


def recall(digest: Digest, viewer: Any) -> Contents:
    """What was in it, as far as the viewer may see it today."""
    reader = Reader(viewer, set(keys_for(viewer)), digest.since, digest.due_at)
    contents = []
    for name, keys in digest.sections:
        if name in sections:
            found = {item.key: item for item in sections[name].recall(reader, keys)}
            seen = [found[key] for key in keys if key in found]
            if items := [item for item in seen if reader.keys & set(item.audience)]:
                contents.append((sections[name], items))
    return contents


def context_of(digest: Digest, contents: Contents) -> dict[str, Any]:
    """What the letter and its web version show; dates are of the time zone that is on."""
    day = timezone.localtime(digest.due_at)
    places = {item.place for _section, items in contents for item in items}
    return {
        "digest": digest,
        "contents": contents,
        "shows_places": len(places) > 1,
        "title": _("Your {weekday} digest from {place}").format(
            weekday=formats.date_format(day, "l"),
            place=places.pop() if len(places) == 1 else settings.SITE_NAME,
        ),
        "weekday": formats.date_format(day, "l"),
        "day_words": formats.date_format(day, "l j F"),
        "summary": ", ".join(section.summary(len(items)) for section, items in contents),
    }
