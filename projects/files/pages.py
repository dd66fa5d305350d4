from typing import Any

from discussions.linkable import Linkable, declare
from projects.models import ProjectFile
from projects.models.project_file import ProjectFileQuerySet


@declare
class Files(Linkable):
    kind, place = ProjectFile.kind_of_target, r"projects/[0-9]{1,18}/files"

    def every(self) -> ProjectFileQuerySet:
        return ProjectFile.objects.present()

    def visible_to(self, viewer: Any) -> ProjectFileQuerySet:
        return ProjectFile.objects.visible_to(viewer).for_page()
