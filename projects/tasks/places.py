"""Where in a lane a task is put, as somebody says it: at an end, or beside another one."""

from dataclasses import dataclass
from typing import Any

from projects.tasks import order

TOP_, BOTTOM_, UP, DOWN, BEFORE, AFTER = "top", "bottom", "up", "down", "before", "after"
WHERE = (TOP_, BOTTOM_, UP, DOWN, BEFORE, AFTER)


@dataclass(frozen=True)
class Spot:
    """``beside`` is the number of the neighbour's row. One that has left the lane is at its end."""

    where: str = BOTTOM_
    beside: int | None = None

    def key_in(self, tasks: Any, task: Any = None) -> str:
        """A free place among the tasks of a locked lane. Deleted ones keep theirs."""
        others = tasks.exclude(pk=task.pk) if task else tasks
        if self.where in (UP, DOWN):
            return self._step(others, task)
        near = self._order_of(others.filter(pk=self.beside)) if self.beside else None
        if self.where == TOP_:
            return order.between(None, _first(others))
        if near is None:
            return order.between(_last(others), None)
        return _after(others, near) if self.where == AFTER else _before(others, near)

    def _step(self, others: Any, task: Any) -> str:
        """Past the next task that one sees; at the end it stays where it is."""
        seen = others.filter(deleted_at=None)
        if self.where == UP:
            near = _last(seen.filter(order__lt=task.order))
            return _before(others, near) if near else str(task.order)
        near = _first(seen.filter(order__gt=task.order))
        return _after(others, near) if near else str(task.order)

    def _order_of(self, tasks: Any) -> str | None:
        return tasks.values_list("order", flat=True).first()


TOP, BOTTOM = Spot(TOP_), Spot()


def _after(others: Any, near: str) -> str:
    return order.between(near, _first(others.filter(order__gt=near)))


def _before(others: Any, near: str) -> str:
    return order.between(_last(others.filter(order__lt=near)), near)


def _first(tasks: Any) -> str | None:
    return tasks.order_by("order").values_list("order", flat=True).first()


def _last(tasks: Any) -> str | None:
    return tasks.order_by("-order").values_list("order", flat=True).first()
