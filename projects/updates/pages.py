from typing import Any

from discussions.linkable import Linkable, declare
from projects.models import Update
from projects.updates.models import UpdateQuerySet


@declare
class Updates(Linkable):
    kind, place = Update.kind_of_target, r"projects/[0-9]{1,18}/updates"

    def every(self) -> UpdateQuerySet:
        return Update.objects.all()

    def visible_to(self, viewer: Any) -> UpdateQuerySet:
        return Update.objects.visible_to(viewer).select_related("project__community")
