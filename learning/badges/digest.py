from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from learning.badges.models import Award
from members.directory import people_shown_to
from notifications import digest
from notifications.digest import COMMUNITY, Item, Reader
from notifications.waiting import WAITING

CANDIDATES = 20  # from each community, of which a reader is shown a few


@digest.section
class BadgesThatWait(digest.Section):
    """Badges that the reader is asked about, and has not answered. Each is said once."""

    title = WAITING
    weight = 14
    cap = 3

    def gather(self, readers: list[Reader]) -> dict[int, list[Item]]:
        asked = Award.objects.proposed().filter(user__in=[reader.user.pk for reader in readers])
        found: dict[int, list[Award]] = defaultdict(list)
        for award in asked.for_display().order_by("proposed_at", "pk"):
            found[award.user_id].append(award)
        return {
            reader.user.pk: [
                _waiting(award)
                for award in found[reader.user.pk]
                if award.badge.community_id in reader.communities
            ]
            for reader in readers
        }

    def recall(self, reader: Reader, keys: Sequence[str]) -> Iterable[Item]:
        asked = Award.objects.proposed().of(reader.user).filter(pk__in=_numbers(keys))
        return [_waiting(award) for award in asked.for_display()]

    def summary(self, count: int) -> str:
        said = ngettext("%(n)d badge that is yours to take", "%(n)d badges to take", count)
        return said % {"n": count}


@digest.section
class BadgesEarned(digest.Section):
    """What others accepted in the week, and show. By itself it is no reason to write to anybody."""

    title = _("People who have earned a badge")
    weight = 75
    carries = False

    def gather(self, readers: list[Reader]) -> dict[int, list[Item]]:
        communities = {pk for reader in readers for pk in reader.communities}
        earned = self._earned(communities, min(reader.since for reader in readers))
        return {
            reader.user.pk: [_earned(award) for award in earned if _is_news(reader, award)]
            for reader in readers
        }

    def recall(self, reader: Reader, keys: Sequence[str]) -> Iterable[Item]:
        seen = Award.objects.visible_to(reader.user).held().shown()
        named = seen.filter(pk__in=_numbers(keys), user__in=people_shown_to(reader.user))
        return [_earned(award) for award in named.for_display().order_by("-issued_at")]

    def summary(self, count: int) -> str:
        return gettext("who has earned a badge")

    def _earned(self, communities: Iterable[int], since: datetime) -> list[Award]:
        order = F("issued_at").desc()
        rank = Window(RowNumber(), partition_by=F("badge__community"), order_by=order)
        rows = Award.objects.held().shown().filter(user__is_active=True, issued_at__gt=since)
        latest = rows.filter(badge__community__in=communities).annotate(rank=rank)
        shown = latest.filter(rank__lte=CANDIDATES).for_display()
        return list(shown.order_by("-issued_at", "-pk"))


def _is_news(reader: Reader, award: Award) -> bool:
    if award.badge.community_id not in reader.communities or award.issued_at is None:
        return False
    if award.user_id == reader.user.pk or award.user_id in reader.parted:
        return False
    if reader.mutes([[f"{COMMUNITY}{award.badge.community_id}"]]):
        return False
    return reader.since < award.issued_at <= reader.until


def _numbers(keys: Sequence[str]) -> list[int]:
    return [int(key.rpartition(":")[2]) for key in keys]


def _waiting(award: Award) -> Item:
    return Item(
        key=f"badge_waits:{award.pk}",
        title=award.badge.title,
        url=award.address,
        meta=gettext("A badge. Do you want it?"),
        excerpt=award.words,
        place=award.community.name,
        audience=[f"user:{award.user_id}"],
    )


def _earned(award: Award) -> Item:
    return Item(
        key=f"badge_earned:{award.pk}",
        title=gettext("%(name)s: %(badge)s")
        % {"name": award.user.name, "badge": award.badge.title},
        url=award.get_absolute_url(),
        excerpt=award.words,
        place=award.community.name,
        audience=[award.community.scope],
    )
