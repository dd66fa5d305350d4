"""Which pages may be kept, and what each asks the database before it is shown again."""

import inspect
import re
from collections.abc import Callable, Collection, Mapping
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.db.models import QuerySet, Value
from django.http import HttpRequest

from core.compiled import VISITOR
from core.prepared import Argument, Statement

__all__ = ["CURSOR", "PAGES", "SLUG", "VISITOR", "page"]

CURSOR = re.compile(r"[\w-]{1,500}")
SLUG = re.compile(r"[\w-]{0,50}")

Allowed = Collection[str] | re.Pattern[str]
Answer = list[tuple[Any, ...]]


class Page:
    """A view whose answer depends on nothing but its address, a question, and the time."""

    def __init__(
        self, question: Callable[..., QuerySet[Any]], query: Mapping[str, Allowed]
    ) -> None:
        self._question, self._allowed = question, query

    def ask(self, address: Mapping[str, Any]) -> Answer:
        """May visitors see it, and as of when? No rows: they may not."""
        with connection.cursor() as cursor:
            cursor.execute(*self._statement.on(connection, address))
            return cursor.fetchall()

    def query_of(self, request: HttpRequest) -> str | None:
        """The address's query in one spelling; None where it holds what this page does not know."""
        if not request.META.get("QUERY_STRING"):
            return ""
        for name, values in request.GET.lists():
            if len(values) != 1 or not self._allows(name, values[0]):
                return None
        return urlencode(sorted(request.GET.items()))

    def _allows(self, name: str, value: str) -> bool:
        allowed = self._allowed.get(name, ())
        if isinstance(allowed, re.Pattern):
            return allowed.fullmatch(value) is not None
        return value in allowed

    @cached_property
    def _statement(self) -> Statement:
        """Worked out once: the ORM takes as long for it as the whole of a kept page may."""
        names = inspect.signature(self._question).parameters
        asked = self._question(**{name: Value(Argument(name)) for name in names})
        return Statement(*asked.query.sql_with_params())


PAGES: dict[str, Page] = {}

Question = Callable[..., QuerySet[Any]]


def page(view_name: str, **query: Allowed) -> Callable[[Question], Question]:
    """Keep what this view answers to visitors, for these values of its query.

    The function decorated is given parts of the address by their names, and returns a queryset of
    values, which begins at `visible_to(VISITOR)` and changes with whatever the page shows:
    with the columns that say so, and with `PageVersion.objects.of`.
    """

    def declare(question: Question) -> Question:
        PAGES[view_name] = Page(question, query)
        return question

    return declare
