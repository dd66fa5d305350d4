from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models

from core.audience import Audienced, AudiencedQuerySet, keys_for

if TYPE_CHECKING:
    from communities.models import Space
    from discussions.models.topic import Topic


class BannerQuerySet(AudiencedQuerySet):
    def hang(self, topic: "Topic", *, key: str, title: str, url: str, space: "Space") -> None:
        """Let the topic lead there, for whoever may read that space; in place of any other.

        Call it in a transaction. What says already what it should is left alone.
        """
        shown_to = {"scope": space.scope, "audience": space.hold_audience()}
        shown = {"key": key, "title": title, "url": url, **shown_to}
        if not self.filter(topic=topic, **shown).exists():
            type(topic).objects.renew_page(topic.pk)
            self.update_or_create(topic=topic, defaults=shown)

    def take_down(self, topic: "Topic") -> None:
        if self.filter(topic=topic).exists():
            type(topic).objects.renew_page(topic.pk)
            self.filter(topic=topic).delete()


class Banner(Audienced):
    """Leads from a topic to what was made of it, wherever that is kept.

    A higher floor hangs it, and ``key`` is the thing as that floor calls it. The row holds all that
    the topic's page shows, and to whom, so that the page need not know the thing.
    """

    topic = models.OneToOneField("discussions.Topic", models.CASCADE, related_name="banner")
    key = models.CharField(max_length=40)
    title = models.CharField(max_length=250)
    url = models.CharField(max_length=500)

    objects: ClassVar = BannerQuerySet.as_manager()

    class Meta(Audienced.Meta):
        indexes = [*Audienced.Meta.indexes, models.Index(fields=["key"], name="banner_of_thing")]

    def __str__(self) -> str:
        return f"{self.topic_id} leads to {self.key}"

    def is_for(self, viewer: Any) -> bool:
        return not set(self.audience).isdisjoint(keys_for(viewer))
