from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from communities.models import Community, Membership
from communities.notices import letterhead_of
from notifications import digest
from notifications.digest import Item, Reader
from notifications.letterhead import Letterhead

COUNTED = 50  # in each community; beyond it is "more than"
NAMED = 3


@digest.scopes
class Communities(digest.Scopes):
    def letterheads(self, scopes: Iterable[str]) -> dict[str, Letterhead]:
        pks = [int(scope.removeprefix(digest.COMMUNITY)) for scope in scopes]
        return {one.scope: letterhead_of(one) for one in Community.objects.filter(pk__in=pks)}


@digest.section
class PeopleWhoJoined(digest.Section):
    """A line for each community that grew. By itself it is no reason to write to anybody."""

    title = _("New people")
    carries = False

    def gather(self, readers: list[Reader]) -> dict[int, list[Item]]:
        communities = frozenset().union(*(reader.communities for reader in readers))
        joined = self._joined(communities, min(reader.since for reader in readers))
        return {reader.user.pk: self._items(reader, joined) for reader in readers}

    def recall(self, reader: Reader, keys: Sequence[str]) -> Iterable[Item]:
        found = self._items(reader, self._joined(reader.communities, reader.since))
        return [item for item in found if item.key in keys]

    def summary(self, count: int) -> str:
        return gettext("new people to meet")

    def _joined(
        self, communities: Collection[int], since: datetime
    ) -> dict[Community, list[Membership]]:
        rank = Window(RowNumber(), partition_by=F("community"), order_by=F("joined_at").desc())
        rows = Membership.objects.active().filter(community__in=communities, joined_at__gt=since)
        latest = rows.annotate(rank=rank).filter(rank__lte=COUNTED + 1)
        joined: dict[Community, list[Membership]] = defaultdict(list)
        for row in latest.select_related("user", "community").order_by("rank"):
            joined[row.community].append(row)
        return joined

    def _items(self, reader: Reader, joined: dict[Community, list[Membership]]) -> list[Item]:
        items = []
        for community, rows in joined.items():
            others = [row for row in rows if self._is_news(reader, row)]
            if others and community.pk in reader.communities:
                items.append(self._item(community, others, reader.until))
        return sorted(items, key=lambda item: item.title)

    def _is_news(self, reader: Reader, row: Membership) -> bool:
        if row.user_id == reader.user.pk or row.user_id in reader.parted:
            return False
        in_week = reader.since < row.joined_at <= reader.until
        return in_week and not reader.mutes([[row.community.scope]])

    def _item(self, community: Community, rows: list[Membership], until: datetime) -> Item:
        names = ", ".join(row.user.name for row in rows[:NAMED])
        count = len(rows)
        title = ngettext(
            "%(n)d person joined %(community)s", "%(n)d people joined %(community)s", count
        )
        if count > COUNTED:
            title = gettext("More than %(n)d people joined %(community)s")
        return Item(
            key=f"newcomers:{community.pk}:{until:%Y%m%d}",
            title=title % {"n": min(count, COUNTED), "community": community.name},
            url=reverse("communities:members", args=[community.slug]),
            meta=names + ("." if count <= NAMED else gettext(" and others.")),
            place=community.name,
            audience=[community.scope],
        )
