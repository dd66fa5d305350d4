"""Statements that PostgreSQL plans once for a connection and then only runs.

For queries of ten joins and twenty rows, to plan takes longer than to run. Psycopg 2 has no
prepared statements, so they are prepared in SQL. PostgreSQL itself goes on planning anew where
that is worth it: https://www.postgresql.org/docs/current/sql-prepare.html
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg2.extensions import AsIs

MOST_PREPARED = 200  # on one connection, each of which keeps their plans in memory
TYPES = {bool: "boolean", int: "bigint", str: "text", datetime: "timestamptz"}
GREATEST = 2**63 - 1

_numbers = count(1)


@dataclass(frozen=True)
class Argument:
    """Where in the SQL a value goes."""

    name: str


class Statement:
    """SQL with an `Argument` among its parameters for each value it is yet to be given."""

    def __init__(self, sql: str, params: tuple[Any, ...]) -> None:
        self._sql, self._params = sql, params
        self._name = f"guildhall_{next(_numbers)}"
        arguments = [param.name for param in params if isinstance(param, Argument)]
        self._order = list(dict.fromkeys(arguments))

    def on(
        self, connection: BaseDatabaseWrapper, values: Mapping[str, Any]
    ) -> tuple[str, tuple[Any, ...]]:
        """SQL and parameters that ask it on this connection."""
        given = tuple(values[name] for name in self._order)
        if not settings.PREPARED_STATEMENTS or not all(map(_fits, given)):
            return self._sql, self._filled(values)
        types = [TYPES.get(type(value), "unknown") for value in given]
        name = f"{self._name}_{'_'.join(types)}"
        known = _prepared_on(connection)
        if name not in known:
            if len(known) == MOST_PREPARED:
                return self._sql, self._filled(values)
            self._prepare(connection, name, types)
            known.add(name)
        places = f" ({', '.join(['%s'] * len(given))})" if given else ""
        return f'EXECUTE "{name}"{places}', given

    def _filled(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        return tuple(values[p.name] if isinstance(p, Argument) else p for p in self._params)

    def _prepare(self, connection: BaseDatabaseWrapper, name: str, types: list[str]) -> None:
        places = {argument: AsIs(f"${at}") for at, argument in enumerate(self._order, start=1)}
        declared = f" ({', '.join(types)})" if types else ""
        # Not by Django's cursor: that counts what pages ask, and this is asked by none of them.
        with connection.connection.cursor() as cursor:
            sql = cursor.mogrify(self._sql, self._filled(places)).decode()
            cursor.execute(f'PREPARE "{name}"{declared} AS {sql}')


def _fits(value: Any) -> bool:
    """An argument has a type, and numbers that it does not hold are errors, not unequal."""
    return not isinstance(value, int) or -GREATEST <= value <= GREATEST


def _prepared_on(connection: Any) -> set[str]:
    """The names prepared on what is, behind Django's connection, the present one."""
    connection.ensure_connection()
    known = getattr(connection, "guildhall_prepared", None)
    if known is None or known[0] is not connection.connection:
        known = connection.guildhall_prepared = (connection.connection, set())
    return known[1]
