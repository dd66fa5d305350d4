from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from communities.models import Space
from core.events import subscribe
from core.markdown import plain_text
from projects.models import Label, Task
from projects.tasks.events import TaskAdded, TaskChanged, TaskDeleted, TaskFinished, TaskRestored
from projects.tasks.models.task import TaskQuerySet
from search.indexing import refresh
from search.kinds import Searchable, declare
from search.models import Document

OPEN, DONE = 0.1, 0.0


@declare
class Tasks(Searchable):
    kind = "task"
    tab = _("Tasks")
    is_writing = True
    place = "community"

    def every(self) -> TaskQuerySet:
        present: TaskQuerySet = Task.objects.present()
        return present

    def of_community(self, community_id: int) -> TaskQuerySet:
        return self.every().filter(community=community_id)

    def containers(self, ids: Sequence[int]) -> QuerySet[Space]:
        return Space.objects.filter(project__in=Task.objects.filter(pk__in=ids).values("project"))

    def documents(self, ids: Sequence[int]) -> Iterator[Document]:
        labels: dict[int, list[str]] = {}
        for pk, name in Label.objects.filter(tasks__in=ids).values_list("tasks", "name"):
            labels.setdefault(pk, []).append(name)
        for task in self.every().filter(pk__in=ids).for_page():
            yield Document(
                kind=self.kind,
                object_id=task.pk,
                scope=task.project.space.scope,
                audience=task.project.space.audience,
                thread=task.target,
                community_id=task.community_id,
                space_id=task.project.space_id,
                author_id=task.created_by_id,
                title=task.title,
                keywords=" ".join(labels.get(task.pk, [])),
                tags=[],
                body=f"{plain_text(task.html)}\n{task.project.title}",
                traits=["task", "done" if task.is_done else "open"],
                url=task.get_absolute_url(),
                created_at=task.created_at,
                active_at=task.changed_at,
                weight=DONE if task.is_done else OPEN,
            )

    def visible_to(self, viewer: Any) -> TaskQuerySet:
        seen: TaskQuerySet = Task.objects.visible_to(viewer)
        return seen

    def label(self, traits: list[str]) -> str | Promise:
        return _("Task, done") if "done" in traits else _("Task")


@subscribe(TaskAdded)
@subscribe(TaskChanged)
@subscribe(TaskFinished)
@subscribe(TaskDeleted)
@subscribe(TaskRestored)
def task_changed(
    event: TaskAdded | TaskChanged | TaskFinished | TaskDeleted | TaskRestored,
) -> None:
    refresh(Tasks.kind, [event.task_id])
