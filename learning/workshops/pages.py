from typing import Any

from discussions.linkable import Linkable, declare
from learning.workshops.models import Workshop, WorkshopQuerySet


@declare
class Workshops(Linkable):
    kind, place = Workshop.kind_of_target, Workshop.place

    def every(self) -> WorkshopQuerySet:
        return Workshop.objects.all()

    def visible_to(self, viewer: Any) -> WorkshopQuerySet:
        return Workshop.objects.visible_to(viewer).select_related("community")
