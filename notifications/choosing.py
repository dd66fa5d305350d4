"""What a user has chosen for each matter, as page and API show it."""

from dataclasses import dataclass
from typing import Any

from notifications.matters import Matter, matters_of
from notifications.models import Way
from notifications.models.choice import EVERYWHERE
from notifications.ways import Ways


@dataclass(frozen=True)
class Row:
    """One matter, and what holds for it here."""

    matter: Matter
    way: Way
    is_chosen: bool  # for just this scope


@dataclass(frozen=True)
class Table:
    scope: str
    rows: list[Row]


def table_of(user: Any, scope: str = EVERYWHERE, ways: Ways | None = None) -> Table:
    ways = ways or Ways([user.pk])
    return Table(scope, [row_of(user, matter, scope, ways) for matter in matters_of(user)])


def row_of(user: Any, matter: Matter, scope: str, ways: Ways | None = None) -> Row:
    ways = ways or Ways([user.pk], matter)
    way = ways.of(user.pk, matter, scope)
    return Row(matter, way, ways.is_chosen(user.pk, matter, scope))
