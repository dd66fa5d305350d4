"""What a list of tasks can be narrowed to and sorted by: one reading for web and API."""

from collections.abc import Mapping
from dataclasses import asdict, astuple, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Self
from urllib.parse import urlencode

from django.db.models import DateTimeField, F, Q, Value
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from core.paging import Page, paginate
from projects.models import Task
from projects.tasks.models import Priority
from projects.tasks.models.task import TaskQuerySet

NEVER = datetime(9999, 12, 31, tzinfo=UTC)
SORTS = {
    "board": ("lane__position", "order", "id"),
    "due": ("due_key", "id"),
    "priority": ("-priority", "due_key", "id"),
    "changed": ("-changed_at", "-id"),
    "newest": ("-id",),
}
STATES = ("open", "done", "all")
DUES = ("late", "today", "week", "none")
PRIORITIES = tuple(priority.word for priority in Priority)
NOBODY, ME = "nobody", "me"


@dataclass(frozen=True)
class TaskListing:
    """A request for tasks; plain, those that are to be done, as they stand on the board."""

    state: str = "open"
    assignee: str = ""  # a handle, or `me`, or `nobody`
    label: str = ""
    lane: str = ""
    priority: str = ""
    due: str = ""
    milestone: str = ""
    q: str = ""
    sort: str = "board"

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        """With words it does not know left out."""
        known = {name: query.get(name, "")[:80] for name in asdict(cls())}
        for name, words in (("state", STATES), ("due", DUES), ("sort", SORTS)):
            if known[name] not in words:
                known[name] = getattr(cls, name)
        if known["priority"] not in PRIORITIES:
            known["priority"] = ""
        for name in ("lane", "milestone"):
            known[name] = known[name] if known[name].isdecimal() and len(known[name]) < 19 else ""
        return cls(**known)

    @property
    def is_plain(self) -> bool:
        return self == type(self)(sort=self.sort)

    @property
    def count(self) -> int:
        """In how many ways it is narrowed, or sorted otherwise than the board."""
        return sum(
            said != usual for said, usual in zip(astuple(self), astuple(type(self)()), strict=True)
        )

    def address(self, **changes: str) -> str:
        """The query of this list with something changed: what its links lead to."""
        usual = asdict(type(self)())
        changed = asdict(self) | changes
        said = {name: value for name, value in changed.items() if value != usual.get(name, "")}
        return f"?{urlencode(said)}"

    def tasks(self, viewer: Any, of: TaskQuerySet) -> TaskQuerySet:
        """``of`` are tasks that the viewer may see."""
        tasks = of.present()
        if self.state != "all":
            tasks = tasks.filter(done_at__isnull=self.state == "open")
        tasks = tasks.filter(self._who(viewer), self._when())
        if self.label:
            tasks = tasks.filter(labels__name=self.label)
        if self.lane:
            tasks = tasks.filter(lane=int(self.lane))
        if self.milestone:
            tasks = tasks.filter(milestone=int(self.milestone))
        if self.priority:
            tasks = tasks.filter(priority=PRIORITIES.index(self.priority))
        for word in self.q.split()[:8]:
            tasks = tasks.filter(Q(title__icontains=word) | Q(description__icontains=word))
        return tasks

    def page(
        self, viewer: Any, of: TaskQuerySet, *, after: str | None = None, size: int
    ) -> Page[Task]:
        """Raises BadCursor."""
        tasks = self.tasks(viewer, of).annotate(due_key=DUE_KEY).for_list()
        return paginate(tasks, SORTS[self.sort], after=after, size=size)

    def _who(self, viewer: Any) -> Q:
        if self.assignee == NOBODY:
            return Q(assignees=None)
        if self.assignee == ME:
            return Q(assignees__user=viewer.pk or 0)
        return Q(assignees__user__handle__iexact=self.assignee) if self.assignee else Q()

    def _when(self) -> Q:
        """Days as they are where the reader lives."""
        now = timezone.now()
        today = timezone.localdate(now)
        if self.due == "none":
            return Q(due=None)
        if self.due == "late":
            return Q(due_at__lt=now) | Q(due_at=None, due__lt=today)
        if self.due == "today":
            return Q(due=today)
        return Q(due__range=(today, today + timedelta(days=7))) if self.due == "week" else Q()


# What has no hour comes first on its day, what has no day comes last.
DUE_KEY = Coalesce(
    F("due_at"), Cast("due", DateTimeField()), Value(NEVER), output_field=DateTimeField()
)
