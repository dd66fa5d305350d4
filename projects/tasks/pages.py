"""Tasks, as texts lead to them: by the number that one has in its project."""

import re
from typing import Any

from discussions.linkable import Linkable, declare
from projects.models import Task
from projects.tasks.models.task import TaskQuerySet

ADDRESS = re.compile(r"/c/[a-z0-9-]+/projects/([0-9]{1,18})/tasks/([0-9]{1,9})(?=[/?#]|$)")


@declare
class Tasks(Linkable):
    kind = Task.kind_of_target

    def every(self) -> TaskQuerySet:
        return Task.objects.all()

    def visible_to(self, viewer: Any) -> TaskQuerySet:
        return Task.objects.visible_to(viewer).select_related("project__community")

    def number_in(self, address: str) -> tuple[int, str] | None:
        """Its row has another number than its address: only where one is led to is it asked for."""
        match = ADDRESS.match(address)
        if match is None:
            return None
        there = Task.objects.filter(project=int(match[1]), number=int(match[2]))
        pk = there.values_list("pk", flat=True).first()
        return (pk, f"{match[0]}/") if pk else None
