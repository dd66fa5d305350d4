from typing import TYPE_CHECKING

from django.db.models import F
from django.db.models.functions import Greatest

from communities.models import Tag, TagSynonym

if TYPE_CHECKING:
    from discussions.models.topic import Topic

MOST_TAGS = 5


def retag(topic: "Topic", names: list[str]) -> None:
    """Give the topic these tags, making those that are new; keeps each tag's count."""
    one = 1 if topic.space.is_shared else 0
    wanted = canonical(topic.community_id, names)
    had = set(topic.tags.all())
    if wanted == {tag.name for tag in had}:
        return
    topic.community.lock()  # a community's tags are counted by one act at a time
    for name in sorted(wanted - {tag.name for tag in had}):
        tag, _ = Tag.objects.get_or_create(community_id=topic.community_id, name=name)
        topic.tags.add(tag)
        Tag.objects.filter(pk=tag.pk).update(topic_count=F("topic_count") + one)
    gone = [tag for tag in had if tag.name not in wanted]
    if gone:
        topic.tags.remove(*gone)
        Tag.objects.filter(pk__in=[tag.pk for tag in gone]).update(
            topic_count=Greatest(F("topic_count") - one, 0)
        )


def count_tags_of(topic: "Topic", change: int) -> None:
    """A topic that is gone keeps its tags and is not counted, until it is back."""
    if topic.space.is_shared:
        Tag.objects.filter(topics=topic.pk).update(
            topic_count=Greatest(F("topic_count") + change, 0)
        )


def canonical(community_id: int, names: list[str]) -> set[str]:
    """The tags that these words mean, each word that is no synonym being one."""
    synonyms = dict(
        TagSynonym.objects.filter(community_id=community_id, name__in=names).values_list(
            "name", "tag__name"
        )
    )
    return {synonyms.get(name, name) for name in names}
