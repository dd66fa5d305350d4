from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from projects.tasks import order
from projects.tasks.errors import BoardNeedsLane, LaneIsGone, LaneNotEmpty, NameTaken

if TYPE_CHECKING:
    from projects.models import Project

USUAL = ((_("To do"), False), (_("Doing"), False), (_("In review"), False), (_("Done"), True))


class LaneQuerySet(models.QuerySet["Lane"]):
    def in_order(self) -> Self:
        return self.order_by("position", "pk")

    def lay_out(self, project: "Project") -> "list[Lane]":
        """The lanes that a board begins with, in the language of whoever begins it."""
        rows = [
            Lane(project=project, name=str(name), is_done=is_done, position=position)
            for position, (name, is_done) in enumerate(USUAL)
        ]
        laid: list[Lane] = Lane.objects.bulk_create(rows)
        return laid

    def hold(self, pk: int) -> "Lane":
        """Lock one: whoever puts something into a lane has its row, so no two take one place.

        Raises LaneIsGone.
        """
        lane = self.select_for_update(of=("self",), no_key=True).filter(pk=pk).first()
        if lane is None:
            raise LaneIsGone
        return lane

    def open(self, project: "Project", name: str, *, is_done: bool = False) -> "Lane":
        """One more, after the others. Raises NameTaken."""
        with transaction.atomic():
            locked = type(project).objects.lock(project.pk)
            lanes = self.filter(project=locked)
            ensure_free(lanes, name)
            last = lanes.aggregate(last=models.Max("position"))["last"]
            return self.create(project=locked, name=name, is_done=is_done, position=last + 1)

    def arrange(self, project: "Project", pks: Sequence[int]) -> None:
        """Put them in this order; those left out come after."""
        with transaction.atomic():
            locked = type(project).objects.lock(project.pk)
            known = [lane.pk for lane in self.filter(project=locked).in_order()]
            wanted = [pk for pk in pks if pk in known]
            for position, pk in enumerate([*wanted, *(pk for pk in known if pk not in wanted)]):
                self.filter(pk=pk).update(position=position)


class Lane(models.Model):
    """A state of a project's tasks: a column of its board.

    Which lanes there are is written under the project's lock, what is in one under its own.
    """

    project = models.ForeignKey("projects.Project", models.CASCADE, related_name="lanes")
    name = models.CharField(_("name"), max_length=40)
    position = models.PositiveSmallIntegerField()
    is_done = models.BooleanField(_("what is in it is done"), default=False)

    objects: ClassVar = LaneQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("project", Lower("name"), name="lane_name_unique"),
        ]
        indexes = [models.Index(fields=["project", "position"], name="lane_order")]

    def __str__(self) -> str:
        return self.name

    def rename(self, name: str, *, is_done: bool) -> None:
        """Raises NameTaken, BoardNeedsLane, LaneIsGone."""
        with transaction.atomic():
            lane = self._locked()
            ensure_free(lane.siblings, name)
            if lane.is_done != is_done:
                lane.ensure_another()
                done_at = timezone.now() if is_done else None
                lane.tasks.update(done_at=done_at, changed_at=timezone.now())
                for task in lane.tasks.filter(due__isnull=False):
                    task.remind()
            Lane.objects.filter(pk=self.pk).update(name=name, is_done=is_done)
        self.name, self.is_done = name, is_done

    def remove(self, *, into: "Lane | None" = None) -> None:
        """Its tasks go to the end of another lane. Raises LaneNotEmpty, BoardNeedsLane, LaneIsGone.

        Whoever puts a task into it waits for this, and is told that it is gone.
        """
        with transaction.atomic():
            lane = self._locked()
            lane.ensure_another()
            if into is not None:
                lane.empty_into(Lane.objects.hold(into.pk))
            # Also those that are deleted, which somebody may bring back.
            if lane.tasks.exists():
                raise LaneNotEmpty
            lane.delete()

    @property
    def siblings(self) -> Any:
        return Lane.objects.filter(project=self.project_id).exclude(pk=self.pk)

    def empty_into(self, other: "Lane") -> None:
        """Both are locked."""
        pks = list(self.tasks.order_by("order").values_list("pk", flat=True))
        list(self.tasks.order_by("pk").select_for_update(no_key=True).values("pk"))
        changed: dict[str, Any] = {"lane": other, "moves": models.F("moves") + 1}
        if other.is_done != self.is_done:
            changed["done_at"] = timezone.now() if other.is_done else None
        for pk, key in zip(pks, order.spread(other.last_key(), None, len(pks)), strict=True):
            self.tasks.filter(pk=pk).update(order=key, **changed)
        for task in other.tasks.filter(pk__in=pks, due__isnull=False):
            task.remind()

    def last_key(self) -> str | None:
        """Of a locked lane. Deleted tasks keep their places, and come back to them."""
        return self.tasks.order_by("-order").values_list("order", flat=True).first()

    def ensure_another(self) -> None:
        if not self.siblings.filter(is_done=self.is_done).exists():
            raise BoardNeedsLane

    def _locked(self) -> "Lane":
        type(self.project).objects.lock(self.project_id)
        lane = Lane.objects.select_for_update(of=("self",)).filter(pk=self.pk).first()
        if lane is None:
            raise LaneIsGone
        return lane


def ensure_free(others: Any, name: str) -> None:
    """Raises NameTaken. Of rows that are written under the project's lock."""
    if others.filter(name__iexact=name).exists():
        raise NameTaken
