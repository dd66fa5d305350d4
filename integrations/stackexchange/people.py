"""The people of a dump, as users that stand in for them: see `accounts.models.StandIn`."""

import unicodedata
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.models import Absent, StandIn
from integrations.stackexchange.columns import read_moment
from integrations.stackexchange.models import Import, Kind, Staged
from integrations.stackexchange.site import Site

LONGEST_NAME = 120
NOBODY = "Anonymous"
_JOINERS = "\u200c\u200d"  # some scripts cannot spell a name without them


@dataclass(frozen=True)
class Writer:
    """Who wrote something: a number, or of those who left only what they called themselves."""

    number: int | None
    name: str

    @classmethod
    def of(cls, data: dict[str, Any], number: str, name: str) -> "Writer":
        if number in data:
            return cls(data[number], "")
        return cls(None, shown_name(data.get(name, NOBODY), NOBODY))

    @classmethod
    def of_the_site(cls) -> "Writer":
        """Who does there what nobody does: each site has it, under the name Community."""
        return cls(-1, "")

    def key(self, site: Site) -> str:
        return site.user_key(self.number if self.number is not None else f"name:{self.name}")


def shown_name(name: str, otherwise: str) -> str:
    """Without what breaks or turns lines, for it stands in mail headers and beside other names."""
    kept = "".join(c for c in name if unicodedata.category(c)[0] != "C" or c in _JOINERS)
    kept = " ".join(kept.split())[:LONGEST_NAME]
    return kept if any(c.isalnum() for c in kept) else otherwise


def introduce_users(site: Site, users: Sequence[Staged]) -> int:
    """Make a user for each who has none yet; how many that were."""
    absent = [_user(site, user.key, user.data) for user in users]
    known = StandIn.objects.filter(key__in=[one.key for one in absent]).count()
    StandIn.objects.introduce(absent)
    return len(absent) - known


def _user(site: Site, number: int, data: dict[str, Any]) -> Absent:
    return Absent(
        key=site.user_key(number),
        name=shown_name(data.get("DisplayName", ""), f"user{number}"),
        site=site.host,
        url=site.user_url(number),
        since=read_moment(data["CreationDate"]),
        number=abs(number),  # one of them is -1
    )


@dataclass(frozen=True)
class Person:
    pk: int
    name: str


class People:
    """The users behind some writers, found or made together."""

    def __init__(self, site: Site, writers: Iterable[tuple[Writer, datetime]]) -> None:
        self._site = site
        first: dict[Writer, datetime] = {}
        for writer, at in writers:
            first[writer] = min(at, first.get(writer, at))
        ids = StandIn.objects.introduce([self._absent(one, at) for one, at in first.items()])
        names = dict(
            StandIn.objects.filter(user__in=ids.values()).values_list("user_id", "user__name")
        )
        self._people = {
            writer: Person(ids[writer.key(site)], names[ids[writer.key(site)]]) for writer in first
        }

    def __getitem__(self, writer: Writer) -> Person:
        return self._people[writer]

    def _absent(self, writer: Writer, since: datetime) -> Absent:
        """Most have been introduced before; these are those whom `Users` does not know."""
        number = writer.number
        name = writer.name or f"user{number}"
        return Absent(
            key=writer.key(self._site),
            name=name,
            site=self._site.host,
            url="" if number is None else self._site.user_url(number),
            since=since,
            number=abs(number) if number is not None else zlib.crc32(name.encode()) % 1_000_000,
        )


def users_of(run: Import) -> Any:
    return Staged.objects.of(run, Kind.USER)
