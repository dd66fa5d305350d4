from typing import Any

from discussions.linkable import Linkable, declare
from projects.calls.models import Call
from projects.calls.models.call import CallQuerySet


@declare
class Calls(Linkable):
    kind, place = Call.kind_of_target, r"projects/[0-9]{1,18}/calls"

    def every(self) -> CallQuerySet:
        return Call.objects.all()

    def visible_to(self, viewer: Any) -> CallQuerySet:
        return Call.objects.visible_to(viewer).select_related("project__community")
