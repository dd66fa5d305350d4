"""Querysets whose SQL is worked out once for a process, and asked again with other values.

For the queries of the busiest pages: the ORM takes longer to write one than PostgreSQL to answer.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from copy import copy
from typing import Any, Generic, TypeAlias, TypeVar, cast

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import EmptyResultSet
from django.db import connections, router
from django.db.models import QuerySet, Value

from core.prepared import Argument, Statement

Row = TypeVar("Row")
Build: TypeAlias = "Callable[..., QuerySet[Any, Row]]"

MOST_SHAPES = 500  # of one queryset: far more than anybody's links lead to

VISITOR = AnonymousUser()


class SomeMember:
    """Stands for whoever will ask, where a queryset wants to know what a viewer may see."""

    is_authenticated = True

    def __init__(self, pk: Any) -> None:
        self.pk = pk


class Compiled(Generic[Row]):
    """What ``build`` returns, asked with values in the places of its arguments.

    ``build`` gets an expression for each, so it may compare them and may not look at them, but for

    - None and the empty text, which it gets as they are: what is not asked for;
    - those named in ``shaping``, which it gets as they are;
    - a tuple, of which it gets as many expressions as there are values;
    - ``viewer``, of whom it may know whether they are a visitor.

    The SQL is worked out once for each combination of these.
    """

    def __init__(self, build: "Build[Row]", shaping: Collection[str] = ()) -> None:
        self._build, self._shaping = build, frozenset(shaping)
        self._known: dict[tuple[Any, ...], _Question] = {}

    def __call__(self, **values: Any) -> list[Row]:
        return list(self.rows(**values))

    def rows(self, **values: Any) -> Iterator[Row]:
        shape, given = [], {}
        for name, value in values.items():
            if name in self._shaping or value is None or value == "":
                shape.append((name, value))
            elif name == "viewer":
                shape.append((name, value.is_authenticated))
                given[name] = value.pk
            elif isinstance(value, tuple):
                shape.append((name, len(value)))
                given |= {f"{name} {place}": one for place, one in enumerate(value)}
            else:
                given[name] = value
        key = tuple(shape)
        question = self._known.get(key)
        if question is None:
            if len(self._known) == MOST_SHAPES:
                self._known.clear()
            question = self._known[key] = _Question(self._build(**self._places(values)))
        return question.ask(given)

    def _places(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {name: self._place(name, value) for name, value in values.items()}

    def _place(self, name: str, value: Any) -> Any:
        if name in self._shaping or value is None or value == "":
            return value
        if name == "viewer":
            return SomeMember(Value(Argument(name))) if value.is_authenticated else VISITOR
        if isinstance(value, tuple):
            return [Value(Argument(f"{name} {place}")) for place in range(len(value))]
        return Value(Argument(name))


def compiled(*shaping: str) -> "Callable[[Build[Row]], Compiled[Row]]":
    """Let the queryset that a function returns be compiled: see `Compiled`."""
    return lambda build: Compiled(build, shaping)


class _Question:
    """A queryset's SQL, and what makes rows of the answer."""

    def __init__(self, queryset: QuerySet[Any, Any]) -> None:
        self._model, self._queryset = queryset.model, queryset
        self._statement: Statement | None
        self._compiler: Any = queryset.query.get_compiler(using=queryset.db)
        try:
            sql, params = self._compiler.as_sql()
        except EmptyResultSet:  # whatever the values, there are no rows: nobody need be asked
            self._statement = None
        else:
            self._statement = Statement(sql, tuple(params))

    def ask(self, values: Mapping[str, Any]) -> Iterator[Any]:
        statement = self._statement
        if statement is None:
            return iter(())
        using = router.db_for_read(self._model)
        mine = copy(self._compiler)  # the connection is the thread's own
        connection = mine.connection = connections[using]
        mine.using = using
        mine.as_sql = lambda: statement.on(connection, values)
        queryset = cast(Any, self._queryset)
        rows = queryset._iterable_class  # noqa: SLF001 - what `values_list` and the like have set
        return iter(rows(_Asked(queryset, using, mine)))


class _Asked:
    """What Django asks of a queryset to make its rows."""

    _known_related_objects: Mapping[Any, Any] = {}

    def __init__(self, queryset: Any, using: str, compiler: Any) -> None:
        self.model, self._fields = queryset.model, queryset._fields
        self.db, self.query, self._compiler = using, self, compiler

    def get_compiler(self, *_using: str, **_options: Any) -> Any:
        return self._compiler
