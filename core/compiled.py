"""Querysets whose SQL is worked out once for a process, and asked again with other values.

For the queries of the busiest pages: the ORM takes longer to write one than PostgreSQL to answer.
"""

import inspect
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar, cast

from django.db import connections, models, router
from django.db.models import QuerySet, Value
from django.db.models.query import ModelIterable

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class Argument:
    """Where in the SQL a value goes."""

    name: str


class SomeMember:
    """Stands for whoever will ask, where a queryset wants to know what a viewer may see."""

    is_authenticated = True

    def __init__(self, pk: Any) -> None:
        self.pk = pk


class Compiled(Generic[M]):
    """What ``build`` returns, asked with values in the places of its arguments.

    ``build`` gets an expression for each, so it may compare them and may not look at them. Where
    the SQL depends on more, as on whether the viewer is a visitor, there is one for each case.
    """

    def __init__(self, build: Callable[..., QuerySet[M]]) -> None:
        self._build = build

    def __call__(self, **values: Any) -> list[M]:
        model, compiler, sql, params = self._worked_out
        using = router.db_for_read(model)
        mine = copy(compiler)  # the connection is the thread's own
        mine.connection, mine.using = connections[using], using
        mine.as_sql = lambda: (sql, tuple(bind(params, values)))
        return list(ModelIterable(cast(Any, _Asked(model, using, mine))))

    @cached_property
    def _worked_out(self) -> tuple[type[M], Any, str, tuple[Any, ...]]:
        names = inspect.signature(self._build).parameters
        queryset = self._build(**{name: Value(Argument(name)) for name in names})
        compiler: Any = queryset.query.get_compiler(using=queryset.db)
        sql, params = compiler.as_sql()
        return queryset.model, compiler, sql, tuple(params)


def bind(params: tuple[Any, ...], values: Mapping[str, Any]) -> list[Any]:
    return [values[p.name] if isinstance(p, Argument) else p for p in params]


class _Asked(Generic[M]):
    """What Django asks of a queryset to make its instances."""

    _known_related_objects: Mapping[Any, Any] = {}

    def __init__(self, model: type[M], using: str, compiler: Any) -> None:
        self.model, self.db, self.query, self._compiler = model, using, self, compiler

    def get_compiler(self, **_options: Any) -> Any:
        return self._compiler
