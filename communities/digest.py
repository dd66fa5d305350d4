from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from communities import notes  # noqa: F401 - it declares the section at the head
from communities.models import Community, JoinRequest, Membership
from communities.notices import letterhead_of
from notifications import digest
from notifications.digest import Item, Mix, Reader, Sort
from notifications.letterhead import Letterhead
from notifications.waiting import WAITING

COUNTED = 50  # in each community; beyond it is "more than"
NAMED = 3
NEW = timedelta(days=30)


@digest.scopes
class Communities(digest.Scopes):
    def letterheads(self, scopes: Iterable[str]) -> dict[str, Letterhead]:
        pks = [int(scope.removeprefix(digest.COMMUNITY)) for scope in scopes]
        return {one.scope: letterhead_of(one) for one in Community.objects.filter(pk__in=pks)}


@digest.sort(Sort.FACILITATOR)
def in_charge(readers: list[Reader]) -> Iterable[int]:
    """Of any community that the digest is of."""
    return [reader.user.pk for reader in readers if reader.charges & reader.communities]


@digest.charges
def looked_after(user_ids: Iterable[int]) -> Iterable[tuple[int, int]]:
    charged = Membership.objects.active().in_charge().filter(user__in=user_ids)
    return charged.values_list("user_id", "community_id")


@digest.sort(Sort.NEWCOMER)
def new_here(readers: list[Reader]) -> Iterable[int]:
    """Who joined the first of these communities, and so all of them, a short while ago."""
    of = {reader.user.pk: reader.communities for reader in readers}
    joined = Membership.objects.active().filter(user__in=of)
    first: dict[int, datetime] = {}
    for user, community, at in joined.values_list("user_id", "community_id", "joined_at"):
        if community in of[user]:
            first[user] = min(at, first.get(user, at))
    known = [reader for reader in readers if reader.user.pk in first]
    return [one.user.pk for one in known if first[one.user.pk] > one.until - NEW]


def communities_of(readers: list[Reader]) -> set[int]:
    return {pk for reader in readers for pk in reader.communities}


@digest.section
class RequestsToDecide(digest.Section):
    """People who ask to join what the reader looks after, a line for each community."""

    title = WAITING
    weight = 11
    only = frozenset({Sort.FACILITATOR})

    def gather(self, readers: list[Reader]) -> dict[int, list[Item]]:
        waiting = self._waiting({pk for reader in readers for pk in reader.charges})
        return {
            reader.user.pk: [
                self._item(community, rows)
                for community, rows in waiting.items()
                if community.pk in reader.charges & reader.communities
            ]
            for reader in readers
        }

    def recall(self, reader: Reader, keys: Sequence[str]) -> Iterable[Item]:
        charges = digest.charges_of_each([reader.user.pk])[reader.user.pk]
        asked = {pk for pk in charges if f"requests:{pk}" in keys}
        return [self._item(community, rows) for community, rows in self._waiting(asked).items()]

    def _waiting(self, communities: set[int]) -> dict[Community, list[JoinRequest]]:
        requests = JoinRequest.objects.waiting().filter(community__in=communities)
        waiting: dict[Community, list[JoinRequest]] = defaultdict(list)
        for request in requests.select_related("community", "user").order_by("pk"):
            waiting[request.community].append(request)
        return waiting

    def summary(self, count: int) -> str:
        return gettext("people who ask to join")

    def _item(self, community: Community, requests: list[JoinRequest]) -> Item:
        title = ngettext(
            "%(n)d person asks to join %(community)s",
            "%(n)d people ask to join %(community)s",
            len(requests),
        )
        return Item(
            key=f"requests:{community.pk}",
            title=title % {"n": len(requests), "community": community.name},
            url=reverse("communities:requests", args=[community.slug]),
            meta=", ".join(request.user.name for request in requests[:NAMED]) + ".",
            place=community.name,
            audience=[community.scope],
            tells=tuple(f"join_request:{request.pk}" for request in requests),
        )


@digest.section
class PeopleWhoJoined(digest.Section):
    """A line for each community that grew. By itself it is no reason to write to anybody."""

    title = _("New people")
    weight = 80
    mixes = {Sort.NEWCOMER: Mix(35, 5), Sort.FACILITATOR: Mix(25, 5)}
    carries = False

    def gather(self, readers: list[Reader]) -> dict[int, list[Item]]:
        communities = communities_of(readers)
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
            if community.pk not in reader.communities or reader.mutes([[community.scope]]):
                continue
            if others := [row for row in rows if self._is_news(reader, row)]:
                items.append(self._item(community, others, reader.until))
        return sorted(items, key=lambda item: item.title)

    def _is_news(self, reader: Reader, row: Membership) -> bool:
        if row.user_id == reader.user.pk or row.user_id in reader.parted:
            return False
        return reader.since < row.joined_at <= reader.until

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
            url=reverse("members", args=[community.slug]),
            meta=names + ("." if count <= NAMED else gettext(" and others.")),
            place=community.name,
            audience=[community.scope],
        )
