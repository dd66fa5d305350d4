from typing import Any

from discussions.linkable import declare
from projects.models import Update
from projects.pages import InProject
from projects.updates.models import UpdateQuerySet


@declare
class Updates(InProject):
    kind, place = Update.kind_of_target, "updates"

    def every(self) -> UpdateQuerySet:
        return Update.objects.all()

    def visible_to(self, viewer: Any) -> UpdateQuerySet:
        return Update.objects.visible_to(viewer).select_related("project__community")
