"""The digests of a batch of readers: what is in each, and how it reads."""

from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.conf import settings
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accounts.models import Block, User
from core.audience import keys_for, keys_for_each
from notifications import unsubscribing
from notifications.digest import Item, Reader, Section, letterheads, sections
from notifications.letterhead import Letterhead
from notifications.mailing import Mail
from notifications.models import Delivery, Digest, Follow, Notice, Preference, Rhythm, Suppression
from notifications.models.email import Reason, message_id
from notifications.schedule import Every

Contents = list[tuple[Section, list[Item]]]


class Edition:
    """The digests claimed together, with all that goes into them read together."""

    def __init__(self, digests: list[Digest]) -> None:
        self.users = User.objects.in_bulk({digest.user_id for digest in digests})
        self.preferences = Preference.objects.of_each(self.users.values())
        self.suppressed = Suppression.objects.among(user.email for user in self.users.values())
        self.rhythms = Rhythm.objects.of_each(self.users)
        self.letterheads = letterheads(digest.scope for digest in digests)
        self.numbers = Digest.objects.last_numbers(list(self.users))
        self.readers = self._readers(digests)
        self.gathered = {
            name: section.gather(list(self.readers.values())) for name, section in sections.items()
        }
        self.told = self._told()

    def issue(self, digest: Digest) -> "Issue | Reason":
        """The digest as it goes out, or why it does not."""
        user = self.users[digest.user_id]
        if reason := self._reason_against(digest, user):
            return reason
        contents = self._contents(self.readers[user.pk])
        if not contents:
            return Reason.NOTHING
        digest.user = user
        digest.number = self.numbers.get((user.pk, digest.scope), 0) + 1
        head = self.letterheads[digest.scope]
        return Issue(digest, head, self.preferences[user.pk], contents)

    def _reason_against(self, digest: Digest, user: User) -> Reason | None:
        rhythm = self.rhythms[user.pk].get(digest.scope)
        reasons = {
            Reason.INACTIVE: not user.is_active,
            Reason.UNWANTED: rhythm is None or rhythm.is_off,
            Reason.PAUSED: self.preferences[user.pk].is_paused(),
            Reason.GONE: digest.scope not in self.letterheads,
            Reason.SUPPRESSED: user.email.lower() in self.suppressed,
        }
        return next((reason for reason, holds in reasons.items() if holds), None)

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
                digest.scope,
                frozenset(self.rhythms[digest.user_id]) - {digest.scope},
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
    letterhead: Letterhead
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
            context = context_of(self.digest, self.contents, self.letterhead.name)
            mail = Mail(
                address=user.email,
                letterhead=self.letterhead,
                subject=context["title"],
                template="notifications/emails/digest",
                message_id=message_id(self.digest.message_name),
                archive=self.digest.get_absolute_url(),
                context=context | {"origin": settings.SITE_ORIGIN},
                is_bulk=True,
            )
            return mail.message(self.preference, unsubscribing.digest_stream(self.digest.scope))


def recall(digest: Digest, viewer: Any) -> Contents:
    """What was in it, as far as the viewer may see it today."""
    reader = Reader(viewer, set(keys_for(viewer)), digest.since, digest.due_at, digest.scope)
    contents = []
    for name, keys in digest.sections:
        if name in sections:
            found = {item.key: item for item in sections[name].recall(reader, keys)}
            seen = [found[key] for key in keys if key in found]
            if items := [item for item in seen if reader.keys & set(item.audience)]:
                contents.append((sections[name], items))
    return contents


def context_of(digest: Digest, contents: Contents, name: str) -> dict[str, Any]:
    """What the letter and its web version show; dates are of the time zone that is on.

    ``name`` is that of the community, or the site's, as its reader may know it.
    """
    places = {item.place for _section, items in contents for item in items}
    place = places.pop() if len(places) == 1 and not digest.scope else name
    return {
        "digest": digest,
        "number": digest.number,
        "contents": contents,
        "shows_places": len(places) > 1 and not digest.scope,
        "title": title_of(digest, place),
        "period": period_of(digest),
        "rhythm": rhythm_in_words(digest),
        "lead": _LEADS[Every(digest.every)].format(
            summary=", ".join(section.summary(len(items)) for section, items in contents)
        ),
        "summary": ", ".join(section.summary(len(items)) for section, items in contents),
    }


def title_of(digest: Digest, place: str) -> str:
    day = timezone.localtime(digest.due_at)
    return _TITLES[Every(digest.every)].format(
        weekday=formats.date_format(day, "l"), month=formats.date_format(day, "F"), place=place
    )


def period_of(digest: Digest) -> str:
    """ "16 to 23 November", or the one day."""
    first, last = timezone.localtime(digest.since), timezone.localtime(digest.due_at)
    if digest.every == Every.DAILY:
        return formats.date_format(last, "l j F")
    if first.month == last.month:
        return _("{first} to {last}").format(first=first.day, last=formats.date_format(last, "j F"))
    return _("{first} to {last}").format(
        first=formats.date_format(first, "j F"), last=formats.date_format(last, "j F")
    )


def rhythm_in_words(digest: Digest) -> str:
    day = timezone.localtime(digest.due_at)
    return _RHYTHMS[Every(digest.every)].format(weekday=formats.date_format(day, "l"))


_TITLES = {
    Every.DAILY: _lazy("Your daily digest from {place}"),
    Every.WEEKLY: _lazy("Your {weekday} digest from {place}"),
    Every.FORTNIGHTLY: _lazy("Your digest of two weeks from {place}"),
    Every.MONTHLY: _lazy("Your {month} digest from {place}"),
}
_LEADS = {
    Every.DAILY: _lazy("Since yesterday: {summary}."),
    Every.WEEKLY: _lazy("This week: {summary}."),
    Every.FORTNIGHTLY: _lazy("In two weeks: {summary}."),
    Every.MONTHLY: _lazy("In a month: {summary}."),
}
_RHYTHMS = {
    Every.DAILY: _lazy("every day"),
    Every.WEEKLY: _lazy("every {weekday}"),
    Every.FORTNIGHTLY: _lazy("every second {weekday}"),
    Every.MONTHLY: _lazy("on the first {weekday} of the month"),
}
