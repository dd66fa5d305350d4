"""Things of a course that stand in a row: modules, and the lessons of one."""

from typing import Any, Self

from django.db import models
from django.db.models import Max

from learning.courses.errors import HasMoved


class OrderedQuerySet(models.QuerySet[Any]):
    def present(self) -> Self:
        return self.filter(removed_at=None)

    def in_order(self) -> Self:
        return self.order_by("position", "pk")

    def next_position(self) -> int:
        last: int | None = self.aggregate(last=Max("position"))["last"]
        return 0 if last is None else last + 1

    def put_in_order(self, rows: "list[Any]") -> None:
        """Of a locked course: these, in this order."""
        for position, row in enumerate(rows):
            row.position = position
        self.model._default_manager.bulk_update(rows, ["position"])


def stepped(rows: "list[Any]", row: Any, by_one: int) -> "list[Any]":
    """With one of them a place up (-1) or down (1); at the end of the row it stays."""
    at = rows.index(row)
    to = min(max(at + by_one, 0), len(rows) - 1)
    rows.insert(to, rows.pop(at))
    return rows


def placed(rows: "list[Any]", row: Any, before: int | None) -> "list[Any]":
    """With one of them before another; without one, as the last. Raises HasMoved."""
    others = [one for one in rows if one != row]
    numbers = [one.pk for one in others]
    if before is None:
        return [*others, row]
    if before not in numbers:
        raise HasMoved
    at = numbers.index(before)
    return [*others[:at], row, *others[at:]]
