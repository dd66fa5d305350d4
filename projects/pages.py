from typing import Any

from discussions.linkable import Linkable, declare
from projects.models import Project
from projects.models.project import ProjectQuerySet


@declare
class Projects(Linkable):
    kind, place = Project.kind_of_target, Project.place

    def every(self) -> ProjectQuerySet:
        return Project.objects.all()

    def visible_to(self, viewer: Any) -> ProjectQuerySet:
        return Project.objects.visible_to(viewer).select_related("community")
