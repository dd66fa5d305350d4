from django.db import transaction

from communities.models import Space
from core.events import subscribe
from discussions.arranging.transplanting import carry_notices
from discussions.asking.climbing import go_on
from discussions.events import TopicMerged, TopicSplit
from discussions.models import Climb, Ladder, Topic
from discussions.moving import take_along


@subscribe(TopicSplit)
def count_hours(event: TopicSplit) -> None:
    """A question that was hidden in a reply waits from now on; what it left may wait again."""
    for topic in Topic.objects.for_page().filter(pk=event.new_topic_id):
        Climb.objects.set_out(topic, Ladder.objects.of(topic.community))
    go_on(event.topic_id)


@subscribe(TopicMerged)
def count_no_more(event: TopicMerged) -> None:
    go_on(event.topic_id)
    go_on(event.into_id)


@subscribe(TopicSplit)
def take_along_what_came_after_split(event: TopicSplit) -> None:
    _take_along(event.topic_id, event.new_topic_id)


@subscribe(TopicMerged)
def take_along_what_came_after_merger(event: TopicMerged) -> None:
    _take_along(event.topic_id, event.into_id)


def _take_along(source_id: int, target_id: int) -> None:
    """A notice that was being told meanwhile was written for those who read it then."""
    with transaction.atomic():
        Topic.objects.hold([source_id, target_id])
        topics = Topic.objects.for_page().in_bulk([source_id, target_id])
        Space.objects.hold({topic.space_id for topic in topics.values()})
        carry_notices(topics[source_id], topics[target_id])
        take_along(topics[target_id])
