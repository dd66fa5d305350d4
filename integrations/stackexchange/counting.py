from typing import Any

from django.db.models import Case, F, QuerySet, Value, When


def add(queryset: QuerySet[Any], column: str, changes: dict[int, int]) -> None:
    """Raise or lower the column of each row by its own number, in one statement."""
    if changes:
        change = Case(*(When(pk=pk, then=Value(number)) for pk, number in changes.items()))
        queryset.filter(pk__in=changes).update(**{column: F(column) + change})
