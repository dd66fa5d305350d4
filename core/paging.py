"""Keyset paging: a page begins after a row, not after a number of rows.

It costs the same on every page, and nothing is shown twice or missed when rows arrive meanwhile.
"""

import base64
import binascii
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db import models
from django.db.models import Q

M = TypeVar("M", bound=models.Model)


class BadCursor(ValueError):
    """The cursor was not made here, or was made for another order."""


@dataclass(frozen=True)
class Page(Generic[M]):
    items: list[M]
    next: str | None  # the cursor of the page after this one

    def __iter__(self) -> Iterator[M]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


def paginate(
    queryset: models.QuerySet[M], order: tuple[str, ...], *, after: str | None, size: int
) -> Page[M]:
    """The ``size`` rows after the cursor ``after``, in ``order``.

    ``order`` names columns that are never null, ``-`` for descending, and ends with a unique one.
    Raises BadCursor.
    """
    rows = queryset.order_by(*order)
    if after:
        rows = rows.filter(_beyond(order, decode(after, len(order))))
    items = list(rows[: size + 1])
    more = len(items) > size
    items = items[:size]
    return Page(items, _cursor_of(order, items[-1]) if more else None)


def _beyond(order: tuple[str, ...], values: list[Any]) -> Q:
    """``(a, b) < (x, y)`` spelled as ``a <= x and (a < x or (a = x and b < y))``.

    The first, redundant comparison is what lets PostgreSQL walk the index.
    """
    beyond = Q()
    for name, value in reversed(list(zip(order, values, strict=True))):
        column, past = (name[1:], "lt") if name.startswith("-") else (name, "gt")
        here = Q(**{f"{column}__{past}": value})
        beyond = here | (Q(**{column: value}) & beyond) if beyond else here
    column, past = (order[0][1:], "lte") if order[0].startswith("-") else (order[0], "gte")
    return Q(**{f"{column}__{past}": values[0]}) & beyond


def encode(values: list[Any]) -> str:
    """A cursor of these numbers, words and moments."""
    plain = [_plain(value) for value in values]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def _cursor_of(order: tuple[str, ...], item: models.Model) -> str:
    return encode([_value(item, name.lstrip("-")) for name in order])


def _value(item: Any, column: str) -> Any:
    for name in column.split("__"):
        item = getattr(item, name)
    return item


def _plain(value: Any) -> Any:
    return {"t": value.isoformat()} if isinstance(value, datetime) else value


def decode(cursor: str, length: int) -> list[Any]:
    """The values of a cursor. Raises BadCursor."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        values = json.loads(base64.urlsafe_b64decode(padded.encode("ascii")))
        if not isinstance(values, list) or len(values) != length:
            raise BadCursor(cursor)
        return [_typed(value) for value in values]
    except (binascii.Error, UnicodeError, ValueError, TypeError, KeyError) as error:
        raise BadCursor(cursor) from error


def _typed(value: Any) -> Any:
    if isinstance(value, dict):
        moment = datetime.fromisoformat(value["t"])
        if moment.tzinfo is None:
            raise BadCursor("naive time")
        return moment
    if isinstance(value, bool) or not isinstance(value, int | str | float):
        raise BadCursor("unexpected value")
    return value
