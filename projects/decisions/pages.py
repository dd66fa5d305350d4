from typing import Any

from discussions.linkable import Linkable, declare
from projects.decisions.models import DecisionQuerySet
from projects.models import Decision


@declare
class Decisions(Linkable):
    kind, place = Decision.kind_of_target, r"projects/[0-9]{1,18}/decisions"

    def every(self) -> DecisionQuerySet:
        return Decision.objects.all()

    def visible_to(self, viewer: Any) -> DecisionQuerySet:
        return Decision.objects.visible_to(viewer).select_related("project__community")
