import re
from typing import Any

from discussions.linkable import Linkable, declare
from projects.models import Project
from projects.models.project import ProjectQuerySet

# What is in a project and has a page of its own is linked to itself.
PARTS = "tasks|calls|updates|meetings|decisions|pages|files"
INSIDE = re.compile(rf"/c/[a-z0-9-]+/projects/[0-9]{{1,18}}/(?:{PARTS})/[0-9]")


@declare
class Projects(Linkable):
    kind, place = Project.kind_of_target, Project.place

    def number_in(self, address: str) -> tuple[int, str] | None:
        return None if INSIDE.match(address) else super().number_in(address)

    def every(self) -> ProjectQuerySet:
        return Project.objects.all()

    def visible_to(self, viewer: Any) -> ProjectQuerySet:
        return Project.objects.visible_to(viewer).select_related("community")
