from typing import Any

from discussions.linkable import declare
from projects.calls.models import Call
from projects.calls.models.call import CallQuerySet
from projects.pages import InProject


@declare
class Calls(InProject):
    kind, place = Call.kind_of_target, "calls"

    def every(self) -> CallQuerySet:
        return Call.objects.all()

    def visible_to(self, viewer: Any) -> CallQuerySet:
        return Call.objects.visible_to(viewer).select_related("project__community")
