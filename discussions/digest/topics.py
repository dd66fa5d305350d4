"""What the sections of discussions share: how topics are picked, for whom, and how one is shown."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext, ngettext

from communities.chains import chain_of
from communities.models import Tag
from discussions.models import ReadMark, Topic
from notifications import digest
from notifications.digest import Item, Reader

CANDIDATES = 30  # from each community, of which a reader is shown a few


def beginning(readers: list[Reader]) -> Any:
    return min(reader.since for reader in readers)


def communities_of(readers: list[Reader]) -> set[int]:
    return set().union(*(reader.communities for reader in readers))


def for_digest(topics: QuerySet[Topic], *order: Any) -> list[Topic]:
    """The first of each community in this order, with all that an item shows."""
    tags = Tag.objects.filter(topics=OuterRef("pk"))
    rank = Window(RowNumber(), partition_by=F("community"), order_by=order)
    ranked = topics.annotate(
        rank=rank,
        tag_ids=ArraySubquery(tags.order_by("pk").values("pk")),
        tag_words=ArraySubquery(tags.order_by("pk").values("name")),
    ).filter(rank__lte=CANDIDATES)
    return list(ranked.select_related("community", "space__community", "author").order_by("rank"))


class Places:
    """How far each reader has read each of some topics."""

    def __init__(self, readers: list[Reader], topics: Iterable[Topic]) -> None:
        users = [reader.user.pk for reader in readers]
        marks = ReadMark.objects.filter(user__in=users, topic__in=list(topics))
        self._marks = {
            (user, topic): number
            for user, topic, number in marks.values_list("user_id", "topic_id", "number")
        }

    def of(self, reader: Reader, topic: Topic) -> int:
        return self._marks.get((reader.user.pk, topic.pk), 0)


def suits(reader: Reader, topic: Any) -> bool:
    """In a community of theirs, by somebody else, and not muted."""
    if topic.community_id not in reader.communities:
        return False
    if topic.author_id == reader.user.pk or topic.author_id in reader.parted:
        return False
    return not reader.levels or not reader.mutes(chain_of(topic, topic.tag_ids))


def item(topic: Topic, meta: str, **more: Any) -> Item:
    return Item(
        key=topic.target,
        title=topic.title,
        url=topic.get_absolute_url(),
        meta=meta,
        place=topic.community.name,
        audience=topic.space.audience,
        **more,
    )


def by_their_state(topics: Iterable[Topic]) -> dict[int, Item]:
    """What each is shown as, to whomever it is shown: made once for all readers."""
    return {topic.pk: item(topic, state_of(topic), excerpt=topic.gist) for topic in topics}


class TopicSection(digest.Section):
    def recall(self, reader: Reader, keys: Sequence[str]) -> Iterable[Item]:
        pks = [int(key.partition(":")[2]) for key in keys]
        topics = Topic.objects.visible_to(reader.user).filter(pk__in=pks)
        for topic in topics.select_related("community", "space__community", "author"):
            yield item(topic, state_of(topic), excerpt=topic.gist)


def state_of(topic: Topic) -> str:
    if topic.is_question:
        counted = ngettext("%(n)d answer", "%(n)d answers", topic.answer_count)
        return f"{topic.author.name}. {counted % {'n': topic.answer_count}}."
    if topic.is_story and topic.tried_count:
        applied = gettext("Applied by %(n)d.") % {"n": topic.tried_count}
        return f"{topic.author.name}. {applied}"
    counted = ngettext("%(n)d reply", "%(n)d replies", topic.reply_count)
    return f"{topic.author.name}. {counted % {'n': topic.reply_count}}."
