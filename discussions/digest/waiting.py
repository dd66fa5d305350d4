"""What is expected of the reader: questions put to them, and what needs who looks after it."""

from collections import defaultdict
from datetime import timedelta

from django.db.models import F
from django.utils.translation import gettext, ngettext

from communities.models import Membership
from discussions.asking.reasons import in_words
from discussions.digest.topics import TopicSection, communities_of, for_digest, item, suits
from discussions.models import Ask, Topic
from notifications import digest
from notifications.digest import Item, Mix, Reader, Sort
from notifications.waiting import WAITING

NEW_HERE = timedelta(days=30)
ALONE = timedelta(days=2)  # without a reply, before somebody should look
OLDEST = timedelta(days=28)


@digest.section
class PutToYou(TopicSection):
    """Open questions that were put to the reader, with what spoke for them."""

    title = WAITING
    weight = 10
    mixes = {Sort.EXPERT: Mix(5, 8)}

    def gather(self, readers: list[Reader]) -> dict[int, list[Item]]:
        asks = Ask.objects.waiting().filter(
            user__in=[reader.user.pk for reader in readers],
            topic__community__in=communities_of(readers),
        )
        by_user: dict[int, list[Ask]] = defaultdict(list)
        for ask in asks.for_display().order_by("-asked_at", "-pk"):
            by_user[ask.user_id].append(ask)
        return {
            reader.user.pk: [
                item(ask.topic, in_words(ask.reason), excerpt=ask.topic.gist, tells=(ask.key,))
                for ask in by_user[reader.user.pk]
                if ask.topic.community_id in reader.communities
                and ask.topic.author_id not in reader.parted
            ]
            for reader in readers
        }

    def summary(self, count: int) -> str:
        said = ngettext("%(n)d question put to you", "%(n)d questions put to you", count)
        return said % {"n": count}


@digest.section
class WithoutReply(TopicSection):
    """For who looks after a community: topics nobody has replied to, those of new members first."""

    title = WAITING
    weight = 12
    only = frozenset({Sort.FACILITATOR})

    def gather(self, readers: list[Reader]) -> dict[int, list[Item]]:
        latest = max(reader.until for reader in readers)
        alone = Topic.objects.begun_here().filter(
            community__in=communities_of(readers),
            reply_count=0,
            closure=None,
            deleted_at=None,
            created_at__lte=latest - ALONE,
            created_at__gte=latest - OLDEST,
        )
        topics = for_digest(alone.exclude(kind="announcement"), F("id").asc())
        new = self._new_here(topics)
        found = {}
        for reader in readers:
            mine = [
                topic
                for topic in topics
                if topic.community_id in reader.charges and suits(reader, topic)
            ]
            mine.sort(key=lambda topic: self._is_new(topic, new), reverse=True)
            found[reader.user.pk] = [
                item(
                    topic,
                    self._meta(topic, new),
                    excerpt=topic.gist,
                    tells=(f"alone:{topic.pk}",),
                )
                for topic in mine
            ]
        return found

    def summary(self, count: int) -> str:
        said = ngettext("%(n)d topic without a reply", "%(n)d topics without a reply", count)
        return said % {"n": count}

    def _new_here(self, topics: list[Topic]) -> set[tuple[int, int]]:
        """Pairs of community and author who had not been there long."""
        joined = Membership.objects.active().filter(
            community__in={topic.community_id for topic in topics},
            user__in={topic.author_id for topic in topics},
        )
        since = {
            (community, user): at
            for community, user, at in joined.values_list("community", "user", "joined_at")
        }
        return {
            (topic.community_id, topic.author_id)
            for topic in topics
            if (at := since.get((topic.community_id, topic.author_id)))
            and topic.created_at - at < NEW_HERE
        }

    def _is_new(self, topic: Topic, new: set[tuple[int, int]]) -> bool:
        return (topic.community_id, topic.author_id) in new

    def _meta(self, topic: Topic, new: set[tuple[int, int]]) -> str:
        if self._is_new(topic, new):
            said = gettext("%(name)s is new here. Nobody has replied yet.")
        else:
            said = gettext("%(name)s. Nobody has replied yet.")
        return said % {"name": topic.author.name}
