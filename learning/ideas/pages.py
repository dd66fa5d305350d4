from typing import Any

from discussions.linkable import Linkable, declare
from learning.ideas.models import Idea
from learning.ideas.models.idea import IdeaQuerySet


@declare
class Ideas(Linkable):
    kind, place = Idea.kind_of_target, Idea.place

    def every(self) -> IdeaQuerySet:
        found: IdeaQuerySet = Idea.objects.all()
        return found

    def visible_to(self, viewer: Any) -> IdeaQuerySet:
        return self.every().visible_to(viewer).select_related("community")
