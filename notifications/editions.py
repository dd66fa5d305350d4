"""The digests of a batch of readers: what is in each, and how it reads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from django.conf import settings
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accounts.models import Block, User
from core.audience import keys_for, keys_for_each
from notifications import redacting, unsubscribing
from notifications.digest import (
    Item,
    Reader,
    Section,
    Sort,
    charges_of_each,
    letterheads,
    sections,
    sorted_out,
)
from notifications.inbound.replying import addresses_for_items
from notifications.letterhead import Letterhead
from notifications.mailing import Mail
from notifications.models import Delivery, Digest, Follow, Notice, Preference, Rhythm, Suppression
from notifications.models.email import Reason, message_id
from notifications.schedule import Every

Contents = list[tuple[Section, list[Item]]]

WHOLE, REDACTED = (f"notifications/emails/digest{which}" for which in ("", "_redacted"))

MOST = 20  # things in a letter
QUIET = 3  # with fewer, older things come along
MOST_OLDER = 3


class Edition:
    """The digests claimed together, with all that goes into them read together."""

    def __init__(self, digests: list[Digest]) -> None:
        self.users = User.objects.in_bulk({digest.user_id for digest in digests})
        self.preferences = Preference.objects.of_each(self.users.values())
        self.suppressed = Suppression.objects.among(user.email for user in self.users.values())
        self.rhythms = Rhythm.objects.of_each(self.users)
        self.letterheads = letterheads(digest.scope for digest in digests)
        self.numbers = Digest.objects.last_numbers(list(self.users))
        self.readers = sorted_out(self._readers(digests))
        self.drafts = drafts_for(self.readers.values())
        self.replies = addresses_for_items(
            {
                (pk, item.key)
                for pk, draft in self.drafts.items()
                for _section, items in draft.contents
                for item in items
            },
            self.users,
        )

    def issue(self, digest: Digest) -> "Issue | Reason":
        """The digest as it goes out, or why it does not."""
        user = self.users[digest.user_id]
        if reason := self._reason_against(digest, user):
            return reason
        contents = self.drafts[user.pk].contents
        if not contents:
            return Reason.NOTHING
        digest.user, digest.sort = user, self.readers[user.pk].sort
        digest.number = self.numbers.get((user.pk, digest.scope), 0) + 1
        head = self.letterheads[digest.scope]
        return Issue(digest, head, self.preferences[user.pk], contents, self.replies)

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

    def _readers(self, digests: list[Digest]) -> list[Reader]:
        keys = keys_for_each(list(self.users))
        levels = Follow.objects.levels_of_each(self.users)
        parted = Block.objects.around_each(self.users)
        charges = charges_of_each(self.users)
        return [
            Reader(
                self.users[digest.user_id],
                keys[digest.user_id],
                digest.since,
                digest.due_at,
                digest.scope,
                frozenset(self.rhythms[digest.user_id]) - {digest.scope},
                charges[digest.user_id],
                levels=levels[digest.user_id],
                parted=parted[digest.user_id],
            )
            for digest in digests
        ]


def drafts_for(readers: Iterable[Reader]) -> "dict[int, Draft]":
    """What is to be in each reader's letter, by the user's id."""
    drafts = {reader.user.pk: Draft(reader) for reader in readers}
    _fill(drafts.values(), is_evergreen=False)
    _fill([draft for draft in drafts.values() if draft.is_quiet], is_evergreen=True)
    return drafts


def _fill(drafts: "Iterable[Draft]", *, is_evergreen: bool) -> None:
    """Put in what there is to say, best first: nothing unseen, read or told before."""
    readers = [draft.reader for draft in drafts]
    gathered = {
        section: section.gather(suited)
        for section in sections.values()
        if section.is_evergreen == is_evergreen
        and (suited := [reader for reader in readers if reader.sort in section.only])
    }
    items = chain.from_iterable(found.values() for found in gathered.values())
    told = _told([reader.user.pk for reader in readers], chain.from_iterable(items))
    for draft in drafts:
        pk, sort = draft.reader.user.pk, draft.reader.sort
        draft.told |= told[pk]
        for section in sorted(gathered, key=lambda one: one.mix_for(sort).weight):
            draft.add(section, gathered[section].get(pk, []))


def _told(user_ids: list[int], items: Iterable[Item]) -> dict[int, set[str]]:
    """What each reader was mailed, or has read in the app, of all these things."""
    keys = {key for item in items for key in item.ledger_keys}
    told = Delivery.objects.told(user_ids, keys)
    read = Notice.objects.filter(user__in=user_ids, key__in=keys, read_at__isnull=False)
    for user, key in read.values_list("user_id", "key"):
        told[user].add(key)
    return told


class Draft:
    """What is to be in one reader's letter, as it grows."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.told: set[str] = set()
        self._here: set[str] = set()  # keys of what is in it
        self._sections: Contents = []

    def add(self, section: Section, candidates: list[Item]) -> None:
        cap = section.mix_for(self.reader.sort).cap
        room = min(cap, (MOST_OLDER if section.is_evergreen else MOST) - self._count(section))
        items: list[Item] = []
        for item in candidates:
            if len(items) < room and self._is_news(item):
                items.append(item)
                self._here.add(item.key)
                self.told.update(item.ledger_keys)
        if items:
            self._sections.append((section, items))

    @property
    def is_quiet(self) -> bool:
        """Little to read, or all of it: for who is new, what is old is new."""
        carried = sum(len(items) for section, items in self._sections if section.carries)
        return carried < QUIET or self.reader.sort == Sort.NEWCOMER

    @property
    def contents(self) -> Contents:
        """Nothing, where nothing in it is worth a letter."""
        if not any(section.carries for section, _items in self._sections):
            return []
        return sorted(self._sections, key=lambda found: found[0].mix_for(self.reader.sort).weight)

    def _count(self, section: Section) -> int:
        """How much there is already of what shares its room with the section."""
        if not section.is_evergreen:
            return len(self._here)
        return sum(len(items) for one, items in self._sections if one.is_evergreen)

    def _is_news(self, item: Item) -> bool:
        if item.key in self._here or self.reader.keys.isdisjoint(item.audience):
            return False
        return not self.told.issuperset(item.ledger_keys)


@dataclass(frozen=True)
class Issue:
    """One digest with its contents."""

    digest: Digest
    letterhead: Letterhead
    preference: Preference | None  # none: it is a preview, and stops nothing
    contents: Contents
    replies: Mapping[tuple[int, str], str] = field(default_factory=dict)  # by reader and key

    @property
    def ledger_keys(self) -> list[str]:
        items = chain.from_iterable(items for _section, items in self.contents)
        return list(dict.fromkeys(key for item in items for key in item.ledger_keys))

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
                template=REDACTED if redacting.redacts() else WHOLE,
                message_id=message_id(self.digest.message_name),
                archive=self.digest.get_absolute_url(),
                context=context
                | {
                    "origin": settings.SITE_ORIGIN,
                    "reply_to": lambda item: self.replies.get((user.pk, item.key), ""),
                },
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
        "contents": shown_together(contents, Sort(digest.sort)),
        "shows_places": len(places) > 1 and not digest.scope,
        "title": title_of(digest, place),
        "period": period_of(digest),
        "rhythm": rhythm_in_words(digest),
        "lead": _LEADS[Every(digest.every)].format(
            summary=", ".join(section.summary(len(items)) for section, items in contents)
        ),
        "summary": ", ".join(section.summary(len(items)) for section, items in contents),
    }


def shown_together(contents: Contents, sort: Sort) -> list[tuple[str, list[Item]]]:
    """By title: what several apps say under one stands under it once."""
    together: dict[str, list[Item]] = {}
    for section, items in contents:
        together.setdefault(str(section.title_for(sort)), []).extend(items)
    return list(together.items())


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
