from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, F, Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Activity, Space
from core.events import publish
from core.versions import ensure_current
from notifications import reminders
from projects import texts
from projects.tasks.dues import Due
from projects.tasks.errors import ProjectIsClosed, TaskHasMoved, TaskIsDeleted
from projects.tasks.events import (
    TaskAdded,
    TaskChanged,
    TaskDeleted,
    TaskDueMoved,
    TaskFinished,
    TaskMentioned,
    TaskRestored,
)
from projects.tasks.models.assignee import Assignee
from projects.tasks.models.change import Field, TaskChange
from projects.tasks.models.label import Label
from projects.tasks.models.lane import Lane
from projects.tasks.models.milestone import Milestone
from projects.tasks.places import BOTTOM, Spot

if TYPE_CHECKING:
    from accounts.models import User
    from projects.models import Project


OVERDUE = "task_overdue"  # what its second reminder calls it


class Priority(models.IntegerChoices):
    NONE = 0, _("None")
    LOW = 1, _("Low")
    HIGH = 2, _("High")
    URGENT = 3, _("Urgent")

    @property
    def word(self) -> str:
        return self.name.lower()


# What a card shows beside the task's own columns: see `for_card`.
CARD = (
    Prefetch("assignees", Assignee.objects.for_display(), to_attr="people"),
    Prefetch("labels", Label.objects.in_order(), to_attr="marks"),
)


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, viewer: Any) -> Self:
        return self.present().filter(project__space__in=Space.objects.visible_to(viewer))

    def present(self) -> Self:
        return self.filter(deleted_at=None)

    def open(self) -> Self:
        return self.present().filter(done_at=None)

    def of_person(self, user: Any) -> Self:
        return self.filter(pk__in=Assignee.objects.of(user).values("task"))

    def free(self) -> Self:
        """To be done, and on nobody's list."""
        return self.open().filter(assignees=None)

    def overdue(self, zone: Any = None, now: datetime | None = None) -> Self:
        """A day is over when it is over where the reader lives."""
        now = now or timezone.now()
        today = timezone.localdate(now, zone)
        return self.filter(Q(due_at__lt=now) | Q(due_at=None, due__lt=today))

    def by_due(self) -> Self:
        return self.order_by(F("due").asc(nulls_last=True), F("due_at").asc(nulls_last=True), "pk")

    def for_card(self) -> Self:
        """What a card or a row shows, in a query for the people and one for the labels."""
        return self.defer("description", "html").prefetch_related(*CARD)

    def for_page(self) -> Self:
        return self.select_related(
            "project__community", "project__space__community", "lane", "milestone", "created_by"
        )

    def for_list(self) -> Self:
        return self.for_card().select_related("project__community", "lane", "milestone")

    def lock(self, pk: int) -> "Task":
        """Raises TaskIsDeleted, ProjectIsClosed."""
        task = self.hold(pk)
        if task.deleted_at:
            raise TaskIsDeleted
        if task.project.is_closed:
            raise ProjectIsClosed
        return task

    def hold(self, pk: int) -> "Task":
        """The same of one that may be deleted."""
        list(self.filter(pk=pk).select_for_update(no_key=True).values("pk"))
        # A statement after the lock, so that what it hangs on is as whoever held it left it.
        return self.for_page().get(pk=pk)

    def add(  # noqa: PLR0913 - a task is all of this
        self,
        project: "Project",
        title: str,
        *,
        by: "User",
        lane: Lane | None = None,
        spot: Spot = BOTTOM,
        description: str = "",
        priority: int = Priority.NONE,
        due: Due = Due(),  # noqa: B008 - frozen
        labels: Sequence[str] = (),
        milestone: Milestone | None = None,
        nonce: str | None = None,
    ) -> "Task":
        """Put one on the board, in its first lane unless another is named.

        Sent twice with one nonce it is added once. Raises ProjectIsClosed, LaneIsGone.
        """
        with transaction.atomic():
            locked = type(project).objects.lock(project.pk)
            if locked.is_closed:
                raise ProjectIsClosed
            known = self.filter(created_by=by, nonce=nonce).first() if nonce else None
            if known:
                return known
            first = lane or Lane.objects.filter(project=locked).in_order()[0]
            held = Lane.objects.hold(first.pk)
            task = Task(
                project=locked,
                community_id=locked.community_id,
                number=(self.filter(project=locked).aggregate(n=models.Max("number"))["n"] or 0)
                + 1,
                lane=held,
                order=spot.key_in(held.tasks.all()),
                title=title,
                priority=priority,
                milestone=milestone,
                created_by=by,
                done_at=timezone.now() if held.is_done else None,
                nonce=nonce or None,
            )
            task.take_due(due)
            task.save()
            task.labels.set(Label.objects.named(locked, labels))
            task.write(description, by=by)
            task.note(Field.ADDED, by=by)
            publish(TaskAdded(task.pk))
        return task


class Task(models.Model):
    """Something to be done in a project: by whom, until when, and how far it is.

    Its row is locked by whoever changes it, after the lane that it is put into. ``version`` counts
    what is written of it, ``moves`` where it was put: who moves a card has not read its text.
    """

    kind_of_target = kind_of_text = "task"

    project = models.ForeignKey("projects.Project", models.CASCADE, related_name="tasks")
    community = models.ForeignKey("communities.Community", models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()  # within its project, and part of its address
    lane = models.ForeignKey(Lane, models.PROTECT, related_name="tasks")
    order = models.TextField(db_collation="C")  # see projects/tasks/order.py
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(blank=True)
    html = models.TextField(blank=True, editable=False)
    mentioned = models.JSONField(default=list, editable=False)  # ids of those whom its text names
    priority = models.PositiveSmallIntegerField(choices=Priority.choices, default=Priority.NONE)
    due = models.DateField(null=True)
    due_at = models.DateTimeField(null=True)  # where it has an hour
    due_zone = models.CharField(max_length=64, blank=True)  # in which that was given
    labels = models.ManyToManyField(Label, related_name="tasks", blank=True)
    milestone = models.ForeignKey(Milestone, models.SET_NULL, null=True, related_name="tasks")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="tasks_added"
    )
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)
    comment_count = models.PositiveIntegerField(default=0, editable=False)
    item_count = models.PositiveIntegerField(default=0, editable=False)
    checked_count = models.PositiveIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    moves = models.PositiveIntegerField(default=0, editable=False)
    due_moves = models.PositiveIntegerField(default=0, editable=False)
    nonce = models.CharField(max_length=40, null=True)  # noqa: DJ001 - null is "none", and not unique
    deleted_at = models.DateTimeField(null=True)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    people: list[Assignee]  # by `for_card`
    marks: list[Label]
    hour: str  # on a calendar

    objects: ClassVar = TaskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="task_number_unique"),
            models.UniqueConstraint(fields=["lane", "order"], name="task_place_unique"),
            models.UniqueConstraint(fields=["created_by", "nonce"], name="task_nonce_unique"),
        ]
        indexes = [
            models.Index(
                fields=["project", "due"],
                condition=Q(deleted_at=None, done_at=None),
                name="task_open",
            ),
            models.Index(fields=["lane", "-done_at"], name="task_done_last"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{self.project.address}tasks/{self.number}/"

    @property
    def address(self) -> str:
        return self.get_absolute_url()

    @property
    def target(self) -> str:
        return f"task:{self.pk}"

    @property
    def is_done(self) -> bool:
        return self.done_at is not None

    @property
    def when_due(self) -> Due:
        if self.due_at is None:
            return Due(self.due)
        local = self.due_at.astimezone(ZoneInfo(self.due_zone))
        return Due(local.date(), local.time(), self.due_zone)

    @property
    def is_late(self) -> bool:
        return not self.is_done and self._days_left() < 0

    @property
    def is_due_soon(self) -> bool:
        return not self.is_done and 0 <= self._days_left() <= 2

    def get_priority(self) -> Priority:
        return Priority(self.priority)

    def edit(  # noqa: PLR0913 - what can be edited, by whom and from which version
        self,
        *,
        by: "User",
        version: int,
        title: str,
        description: str,
        priority: int,
        due: Due,
        labels: Sequence[str],
        milestone: Milestone | None,
    ) -> None:
        """Raises StaleVersion, TaskIsDeleted, ProjectIsClosed."""
        with transaction.atomic():
            task = Task.objects.lock(self.pk)
            ensure_current(task, version)
            task.put(Field.TITLE, "title", title, by=by)
            task.put_priority(priority, by=by)
            task.put(Field.MILESTONE, "milestone", milestone, by=by)
            task.put_due(due, by=by)
            task.put_labels(labels, by=by)
            if description != task.description:
                was = task.description
                task.note(Field.DESCRIPTION, by=by, was=was, now=description)
                task.write(description, by=by)
            task.settle()
        self.refresh_from_db()

    def move(
        self, lane: Lane, *, by: "User", spot: Spot = BOTTOM, moves: int | None = None
    ) -> None:
        """Put it into a lane, there where it is wanted; ``moves`` is what its mover has seen.

        Raises TaskHasMoved, LaneIsGone, TaskIsDeleted, ProjectIsClosed.
        """
        with transaction.atomic():
            held = Lane.objects.hold(lane.pk)
            task = Task.objects.lock(self.pk)
            if moves is not None and moves != task.moves:
                raise TaskHasMoved(task.lane.name)
            task.put_into(held, spot, by=by)
            task.settle()
        self.refresh_from_db()

    def give(self, user: "User", *, by: "User") -> None:
        """Put it on somebody's list. Raises NotInTheProject, TaskIsDeleted, ProjectIsClosed."""
        with transaction.atomic():
            task = Task.objects.lock(self.pk)
            Assignee.objects.give(task, user, by=by)
            task.remind()

    def take_on(self, *, by: "User") -> None:
        """Put it on one's own list; who is not at work in the project comes in with it."""
        with transaction.atomic():
            place = self.project.place_of(by)
            if place is None or not place.is_active:
                self.project.take_in(by)
            self.give(by, by=by)

    def release(self, user: "User", *, by: "User") -> None:
        with transaction.atomic():
            task = Task.objects.lock(self.pk)
            Assignee.objects.release(task, user, by=by)
            task.remind()

    def delete_softly(self, *, by: "User") -> None:
        """Off the board; its page offers to bring it back."""
        with transaction.atomic():
            task = Task.objects.hold(self.pk)
            if task.deleted_at is None:
                task.deleted_at, task.deleted_by = timezone.now(), by
                task.save(update_fields=["deleted_at", "deleted_by"])
                task.note(Field.DELETED, by=by)
                texts.forget(task)
                task.remind()
                publish(TaskDeleted(task.pk))
        self.refresh_from_db()

    def restore(self, *, by: "User") -> None:
        """To the place that it had. Raises ProjectIsClosed."""
        with transaction.atomic():
            task = Task.objects.hold(self.pk)
            if task.project.is_closed:
                raise ProjectIsClosed
            if task.deleted_at is not None:
                task.deleted_at = task.deleted_by = None
                task.save(update_fields=["deleted_at", "deleted_by"])
                task.write(task.description, by=by)
                task.note(Field.RESTORED, by=by)
                task.remind()
                publish(TaskRestored(task.pk))
        self.refresh_from_db()

    # ---- Of a locked task: each notes what it changes, and `settle` saves and tells.

    is_rewritten = False  # since it was locked

    def note(self, field: str, *, by: "User", **change: Any) -> None:
        TaskChange.objects.note(self, field, by=by, **change)
        self.is_rewritten = self.is_rewritten or field != Field.LANE

    def remind(self) -> None:
        """Of one that never had a day nobody is reminded."""
        if self.due or self.due_moves:
            reminders.arrange(self.target)
            reminders.arrange(f"{OVERDUE}:{self.pk}")

    def put(self, field: str, name: str, value: Any, *, by: "User") -> None:
        was = getattr(self, name)
        if was == value:
            return
        self.note(field, by=by, was=was, now=value)
        setattr(self, name, value)

    def put_priority(self, priority: int, *, by: "User") -> None:
        if self.priority == priority:
            return
        was, now = self.get_priority().label, Priority(priority).label
        self.note(Field.PRIORITY, by=by, was=was, now=now)
        self.priority = priority

    def put_due(self, due: Due, *, by: "User") -> None:
        if (self.due, self.due_at) == (due.day, due.at):
            return
        was, now = _in_words(self.when_due), _in_words(due)
        self.note(Field.DUE, by=by, was=was, now=now)
        self.take_due(due)
        self.due_moves += 1
        publish(TaskDueMoved(self.pk, by.pk))

    def put_labels(self, names: Iterable[str], *, by: "User") -> None:
        wanted = Label.objects.named(self.project, names)
        had = list(self.labels.in_order())
        if wanted == had:
            return
        was, now = (", ".join(label.name for label in labels) for labels in (had, wanted))
        self.note(Field.LABELS, by=by, was=was, now=now)
        self.labels.set(wanted)

    def put_into(self, lane: Lane, spot: Spot, *, by: "User") -> None:
        """``lane`` is locked too."""
        was = self.lane
        self.order = spot.key_in(lane.tasks.all(), self)
        self.moves += 1
        if was.pk == lane.pk:
            return
        self.note(Field.LANE, by=by, was=was.name, now=lane.name)
        self.lane = lane
        if lane.is_done and self.done_at is None:
            self.done_at = timezone.now()
            Activity.objects.record("finished", self, by=by, space=self.project.space)
            publish(TaskFinished(self.pk, by.pk))
        elif not lane.is_done:
            self.done_at = None

    def take_due(self, due: Due) -> None:
        self.due, self.due_at = due.day, due.at
        self.due_zone = due.zone if due.hour else ""

    def write(self, description: str, *, by: "User") -> None:
        """Set the text, tell who is named in it, and note which files and links it has."""
        written = texts.compose(description, self, by=by, project=self.project)
        named = set(written.mentioned) - set(self.mentioned)
        self.description, self.html, self.mentioned = description, written.text, written.mentioned
        self.save(update_fields=["description", "html", "mentioned"])
        texts.note(self, self.project, written)
        if named:
            publish(TaskMentioned(self.pk, by.pk, sorted(named)))

    def settle(self) -> None:
        """Save what was put, and tell."""
        self.version += self.is_rewritten
        self.changed_at = timezone.now()
        self.save()
        self.remind()
        publish(TaskChanged(self.pk))

    def count_items(self) -> None:
        counted = self.items.aggregate(all=Count("pk"), done=Count("pk", filter=Q(is_done=True)))
        Task.objects.filter(pk=self.pk).update(
            item_count=counted["all"], checked_count=counted["done"]
        )

    def render_anew(self) -> None:
        """Write the HTML of the text that stands: a file that it showed is no more."""
        with transaction.atomic():
            task = Task.objects.hold(self.pk)
            written = texts.compose_all_anew({"text": task.description}, task, project=task.project)
            Task.objects.filter(pk=self.pk).update(html=written.text)

    def _days_left(self) -> float:
        """Until it is due, where the reader lives; endless where it is not."""
        if self.due_at is not None:
            return (self.due_at - timezone.now()).total_seconds() / 86_400
        return (self.due - timezone.localdate()).days if self.due else float("inf")


def _in_words(due: Due) -> str:
    if due.day is None:
        return ""
    return f"{due.day} {due.hour:%H:%M} {due.zone}" if due.hour else str(due.day)
