from typing import Any

from discussions.linkable import Linkable, declare
from discussions.models import Topic
from discussions.models.topics import TopicQuerySet


@declare
class Topics(Linkable):
    kind, place = Topic.kind_of_target, Topic.place

    def every(self) -> TopicQuerySet:
        return Topic.objects.all()

    def visible_to(self, viewer: Any) -> TopicQuerySet:
        return Topic.objects.visible_to(viewer).select_related("community")
