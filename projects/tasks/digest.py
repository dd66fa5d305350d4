from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.utils.translation import ngettext

from notifications import digest
from notifications.digest import COMMUNITY, Item, Reader
from notifications.waiting import WAITING
from projects.models import Assignee, Task
from projects.tasks.wording import due_in_words

SOON = timedelta(days=7)
MOST = 20


@digest.section
class TasksDue(digest.Section):
    """The reader's own tasks, late or due within a week; also as a partner from elsewhere."""

    title = WAITING
    weight = 11
    cap = 6

    def gather(self, readers: list[Reader]) -> dict[int, list[Item]]:
        until = max(reader.until for reader in readers) + SOON
        theirs = Assignee.objects.filter(
            user__in=[reader.user.pk for reader in readers],
            task__deleted_at=None,
            task__done_at=None,
            task__due__lte=until.date(),
        ).exclude(task__project__status="closed")
        related = ("project__community", "project__space__community")
        theirs = theirs.select_related("task", *(f"task__{one}" for one in related))
        found: dict[int, list[Task]] = defaultdict(list)
        for one in theirs.order_by("task__due", "task__due_at", "task"):
            found[one.user_id].append(one.task)
        return {
            reader.user.pk: [
                _item(task) for task in found[reader.user.pk][:MOST] if _concerns(reader, task)
            ]
            for reader in readers
        }

    def recall(self, reader: Reader, keys: Sequence[str]) -> Iterable[Item]:
        pks = [int(key.partition(":")[2]) for key in keys]
        for task in Task.objects.visible_to(reader.user).for_page().filter(pk__in=pks):
            yield _item(task)

    def summary(self, count: int) -> str:
        said = ngettext("%(n)d task of yours due", "%(n)d tasks of yours due", count)
        return said % {"n": count}


def _concerns(reader: Reader, task: Task) -> bool:
    scope = f"{COMMUNITY}{task.community_id}"
    if reader.scope and reader.scope != scope:
        return False
    above = [[task.project.target], [task.project.space.scope], [scope]]
    return scope not in reader.apart and not reader.mutes([[task.target], *above])


def _item(task: Task) -> Item:
    return Item(
        key=task.target,
        # Told again each time it is due on another day, and not each week that it is late.
        tells=(f"task_due_soon:{task.pk}:{task.due_moves}",),
        title=task.title,
        url=task.get_absolute_url(),
        meta=due_in_words(task),
        excerpt="",
        place=task.project.title,
        audience=task.project.space.audience,
    )
