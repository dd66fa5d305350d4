"""Keyset paging: a page begins after a row, not after a number of rows.

It costs the same on every page, and nothing is shown twice or missed when rows arrive meanwhile.
A cursor is signed, so that nobody can make one: its values go into a query as they are.
"""

import base64
import binascii
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
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
    kind = f"{queryset.model._meta.label}:{','.join(order)}"
    if before:
        items, more = _read(queryset, _reversed(order), decode(before, kind), size)
        items.reverse()
    else:
        items, more = _read(queryset, order, decode(after, kind) if after else None, size)
    if not items:
        return Page([], None)
    first, last = (encode(_values(order, item), kind) for item in (items[0], items[-1]))
    return Page(
        items,
        next=last if more or before else None,
        previous=first if after or (before and more) else None,
    )


def _read(
    queryset: models.QuerySet[M], order: tuple[str, ...], beyond: list[Any] | None, size: int
) -> tuple[list[M], bool]:
    """So many rows, and whether there are more."""
    rows = queryset.order_by(*order)
    if beyond is not None:
        rows = rows.filter(_beyond(order, beyond))
    items = list(rows[: size + 1])
    return items[:size], len(items) > size


def _reversed(order: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name[1:] if name.startswith("-") else f"-{name}" for name in order)


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


def _values(order: tuple[str, ...], item: models.Model) -> list[Any]:
    values = []
    for name in order:
        value: Any = item
        for part in name.lstrip("-").split("__"):
            value = getattr(value, part)
        values.append(value)
    return values


def encode(values: list[Any], kind: str) -> str:
    """A cursor of these numbers, words and moments, for one kind of list."""
    plain = [{"t": v.isoformat()} if isinstance(v, datetime) else v for v in values]
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
    return [
        datetime.fromisoformat(value["t"]) if isinstance(value, dict) else value
        for value in json.loads(payload)
    ]


def _signature(payload: bytes, kind: str, key: str) -> bytes:
    mac = salted_hmac(f"core.paging {kind}", payload, secret=key, algorithm="sha256")
    return mac.digest()[:SIGNATURE]
