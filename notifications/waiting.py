"""What waits for the reader of a digest: what they were told in the app and have not read.

What other apps know to be expected of somebody stands under the same title.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from notifications import digest
from notifications.digest import Item, Reader
from notifications.grouping import lines_of
from notifications.models import Arrival, Notice, Way
from notifications.models.email import State
from notifications.ways import Ways

WAITING = _("What waits for you")
BACK = timedelta(days=30)  # what is older has waited in vain
MOST_OF_EACH = 100
SAID = 2  # of one group


@digest.section
class HeldMail(digest.Section):
    """Mail in the reader's name that is held, in one line.

    It says how much, and nothing of what is in it: anybody can send a mail in anybody's name. For
    the same reason it brings no letter by itself.
    """

    title = WAITING
    weight = 13
    carries = False

    def gather(self, readers: list[Reader]) -> dict[int, list[Item]]:
        over_all = {reader.user.pk for reader in readers if not reader.scope}
        held = Arrival.objects.held_for_each(over_all)
        return {
            reader.user.pk: [self._item(reader, held[reader.user.pk])]
            for reader in readers
            if held.get(reader.user.pk)
        }

    def recall(self, reader: Reader, keys: Sequence[str]) -> Iterable[Item]:
        held = Arrival.objects.held_for_each([reader.user.pk])
        return [self._item(reader, pks) for pks in held.values()]

    def summary(self, count: int) -> str:
        return gettext("email that waits for your word")

    def _item(self, reader: Reader, held: list[int]) -> Item:
        title = ngettext(
            "%(n)d email in your name waits for you",
            "%(n)d emails in your name wait for you",
            len(held),
        )
        return Item(
            key="held",
            title=title % {"n": len(held)},
            url=reverse("notifications:held"),
            meta=gettext("Nobody vouches for its sender. If you wrote it, you can post it there."),
            audience=[f"user:{reader.user.pk}"],
            tells=tuple(f"held:{pk}" for pk in held),
        )


@digest.section
class Unread(digest.Section):
    """By topic, as on the page of notices. What a mail will tell, or has told, is not here."""

    title = WAITING
    weight = 14
    cap = 6

    def gather(self, readers: list[Reader]) -> dict[int, list[Item]]:
        ways = Ways(reader.user.pk for reader in readers)
        groups: dict[int, dict[str, list[Notice]]] = defaultdict(lambda: defaultdict(list))
        known = {reader.user.pk: reader for reader in readers}
        for notice in self._unread(readers):
            if _is_for_digest(notice, ways) and _concerns(known[notice.user_id], notice):
                groups[notice.user_id][notice.group].append(notice)
        return {
            reader.user.pk: [self._item(notices) for notices in groups[reader.user.pk].values()]
            for reader in readers
        }

    def recall(self, reader: Reader, keys: Sequence[str]) -> Iterable[Item]:
        groups: dict[str, list[Notice]] = defaultdict(list)
        told = Notice.objects.of(reader.user).filter(group__in=keys, created_at__lte=reader.until)
        for notice in told.for_display().order_by("-pk"):
            groups[notice.group].append(notice)
        return [self._item(notices) for notices in groups.values()]

    def summary(self, count: int) -> str:
        said = ngettext("%(n)d thing you have not read", "%(n)d things you have not read", count)
        return said % {"n": count}

    def _unread(self, readers: list[Reader]) -> Iterable[Notice]:
        """Those that no mail tells or has told; a mail that was not sent has told nothing."""
        waits = Q(email=None) | Q(email__state__in=[State.SKIPPED, State.FAILED])
        unread = Notice.objects.unread().filter(
            waits,
            user__in=[reader.user.pk for reader in readers],
            created_at__gt=min(reader.until for reader in readers) - BACK,
        )
        return unread.for_display().order_by("-pk")[: MOST_OF_EACH * len(readers)]

    def _item(self, notices: list[Notice]) -> Item:
        latest = notices[0]
        said = [line.sentence for line in lines_of(notices[::-1])]
        if more := len(said[SAID:]):
            rest = ngettext("And %(n)d thing more", "And %(n)d things more", more) % {"n": more}
            said = [*said[:SAID], rest]
        return Item(
            key=latest.group,
            title=latest.title,
            url=latest.url,
            meta=". ".join(said) + ".",
            excerpt=latest.excerpt,
            audience=latest.audience,
            tells=tuple(notice.key for notice in notices),
        )


def _is_for_digest(notice: Notice, ways: Ways) -> bool:
    """Wanted there, or by a mail that did not go out; what is told in the app alone is not."""
    way, kind = ways.of_notice(notice), notice.declared
    return way == Way.DIGEST or (way == Way.EMAIL and kind is not None and bool(kind.template))


def _concerns(reader: Reader, notice: Notice) -> bool:
    """Of what the digest is of, and of nothing and nobody they want to hear no more of."""
    if notice.created_at > reader.until or notice.actor_id in reader.parted:
        return False
    if reader.mutes([[notice.group], [notice.source]]):
        return False
    if notice.source.startswith(digest.COMMUNITY):
        pk = int(notice.source.removeprefix(digest.COMMUNITY))
        return pk in reader.communities
    return not reader.scope
