"""Keyset paging: a page begins after a row, not after a number of rows.

It costs the same on every page, and nothing is shown twice or missed when rows arrive meanwhile.
A cursor is signed, so that nobody can make one: its values go into a query as they are.
"""

import base64
import binascii
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hmac import compare_digest
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError

M = TypeVar("M", bound=models.Model)
T = TypeVar("T")
Rows = TypeVar("Rows", bound=models.QuerySet[Any])

Beyond = tuple[Any, ...] | None
Read = Callable[[tuple[str, ...], Beyond, int], list[M]]

SIGNATURE = 9  # bytes: twelve characters of the address, and nobody guesses 72 bits


class BadCursor(DomainError):
    """The cursor was not made here, or was made for another list."""

    status = 400
    code = "bad_cursor"
    message = _("This part of the list has moved. Start again from its beginning.")


@dataclass(frozen=True)
class Page(Generic[T]):
    items: list[T]
    next: str | None  # the cursor after which the next page begins
    previous: str | None = None  # the cursor before which the previous page ends

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


def paginate(
    queryset: models.QuerySet[M],
    order: tuple[str, ...],
    *,
    size: int,
    after: str | None = None,
    before: str | None = None,
) -> Page[M]:
    """The ``size`` rows after the cursor ``after`` or before ``before``, in ``order``.

    ``order`` names columns that are never null, ``-`` for descending, and ends with a unique one.
    Raises BadCursor.
    """

    def read(order: tuple[str, ...], beyond: Beyond, most: int) -> list[M]:
        return list(beginning(queryset, order, beyond, most))

    return paginate_by(read, queryset.model, order, size=size, after=after, before=before)


def paginate_by(  # noqa: PLR0913 - a page is all of this
    read: Read[M],
    model: type[M],
    order: tuple[str, ...],
    *,
    size: int,
    after: str | None = None,
    before: str | None = None,
) -> Page[M]:
    """The same of rows that ``read`` finds: those of `beginning`, perhaps `core.compiled`."""
    kind = _kind(model, order)
    if before:
        items = read(_reversed(order), tuple(decode(before, kind)), size + 1)
    else:
        items = read(order, tuple(decode(after, kind)) if after else None, size + 1)
    more = len(items) > size
    items = items[:size]
    if before:
        items.reverse()
    if not items:
        return Page([], None)
    first, last = (encode(_values(order, item), kind) for item in (items[0], items[-1]))
    return Page(
        items,
        next=last if more or before else None,
        previous=first if after or (before and more) else None,
    )


def beginning(
    queryset: Rows, order: tuple[str, ...], beyond: Sequence[Any] | None, most: int
) -> Rows:
    """The first rows in this order, or the first beyond a row with these values."""
    rows = queryset.order_by(*order)
    if beyond is not None:
        rows = rows.filter(_beyond(order, beyond))
    return rows[:most]


def cursor(item: models.Model, order: tuple[str, ...]) -> str:
    """What the page after this row is asked for with."""
    return encode(_values(order, item), _kind(type(item), order))


def _kind(model: type[models.Model], order: tuple[str, ...]) -> str:
    return f"{model._meta.label}:{','.join(order)}"


def _reversed(order: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name[1:] if name.startswith("-") else f"-{name}" for name in order)


def _beyond(order: tuple[str, ...], values: Sequence[Any]) -> Q:
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


def _values(order: tuple[str, ...], item: models.Model) -> list[Any]:
    values = []
    for name in order:
        value: Any = item
        for part in name.lstrip("-").split("__"):
            value = getattr(value, part)
        values.append(value)
    return values


def encode(values: list[Any], kind: str) -> str:
    """A cursor of these numbers, words, moments and days, for one kind of list."""
    plain = [_plain(value) for value in values]
    payload = json.dumps(plain, separators=(",", ":")).encode()
    signed = _signature(payload, kind, settings.SECRET_KEY) + payload
    return base64.urlsafe_b64encode(signed).decode().rstrip("=")


def decode(cursor: str, kind: str) -> list[Any]:
    """The values of a cursor. Raises BadCursor."""
    try:
        signed = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars="-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadCursor from error
    signature, payload = signed[:SIGNATURE], signed[SIGNATURE:]
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    if not any(compare_digest(signature, _signature(payload, kind, key)) for key in keys):
        raise BadCursor
    return [_read(value) for value in json.loads(payload)]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"t": value.isoformat()}
    return {"d": value.isoformat()} if isinstance(value, date) else value


def _read(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    is_day = "d" in value
    return date.fromisoformat(value["d"]) if is_day else datetime.fromisoformat(value["t"])


def _signature(payload: bytes, kind: str, key: str) -> bytes:
    mac = salted_hmac(f"core.paging {kind}", payload, secret=key, algorithm="sha256")
    return mac.digest()[:SIGNATURE]
