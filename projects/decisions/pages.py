from typing import Any

from discussions.linkable import declare
from projects.decisions.models import DecisionQuerySet
from projects.models import Decision
from projects.pages import InProject


@declare
class Decisions(InProject):
    kind, place = Decision.kind_of_target, "decisions"

    def every(self) -> DecisionQuerySet:
        return Decision.objects.all()

    def visible_to(self, viewer: Any) -> DecisionQuerySet:
        return Decision.objects.visible_to(viewer).select_related("project__community")
