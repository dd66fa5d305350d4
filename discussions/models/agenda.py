from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from accounts.models import User
    from communities.models import Community
    from discussions.models.topic import Topic

MOST_LISTED = 100


class AgendaQuerySet(models.QuerySet["AgendaItem"]):
    def put(self, topic: "Topic", *, by: "User") -> None:
        """Take it up together, some day; a second time changes nothing."""
        self.get_or_create(topic=topic, defaults={"put_by": by})

    def take_off(self, topic: "Topic") -> None:
        self.filter(topic=topic).delete()

    def for_display(self) -> Self:
        return self.select_related("put_by", "topic__community", "topic__author")

    def seen_by(self, viewer: Any, community: "Community") -> Self:
        """The longest waiting first; of what the viewer may read."""
        from discussions.models.topic import Topic  # topic.py imports this module

        seen = Topic.objects.visible_to(viewer).filter(community=community)
        return self.filter(topic__in=seen).order_by("put_at", "pk")


class AgendaItem(models.Model):
    """A question that its community means to take up together; facilitators keep the list."""

    topic = models.OneToOneField("discussions.Topic", models.CASCADE, related_name="agenda_item")
    put_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    put_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = AgendaQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.topic_id}, to be taken up"
