"""What happened in discussions since the issue before.

What was brought from elsewhere is not news, however new it is.

Each section reads the weeks of its readers' communities once, and then picks for each reader.
"""

from collections import defaultdict
from datetime import timedelta
from functools import cache
from typing import Any

from django.db.models import Count, F, Q
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from core.markdown import excerpt
from discussions.asking.matching import Candidate, Experience
from discussions.asking.reasons import in_words
from discussions.digest.topics import (
    Places,
    TopicSection,
    beginning,
    by_their_state,
    communities_of,
    for_digest,
    item,
    suits,
)
from discussions.models import Acceptance, Post, Topic
from notifications import digest
from notifications.digest import Item, Mix, Reader, Sort
from notifications.models import Follow, Level

STALE = timedelta(days=28)  # a question unanswered for longer has been shown before
QUOTED = 160
NAMED = 2


@digest.section
class AnswersForYou(TopicSection):
    """What was written in the topics a reader began or watches, and has not read."""

    title = _("Answers for you")
    weight = 20

    def gather(self, readers: list[Reader]) -> dict[int, list[Item]]:
        topics = self._topics(readers)
        mine = self._followed(readers, topics)
        new = self._posts(readers, {pk for followed in mine.values() for pk in followed})
        places = Places(readers, topics.values())
        quotes: dict[int, str] = {}
        found = {}
        for reader in readers:
            items = []
            for pk in mine[reader.user.pk]:
                posts = self._unread(reader, new[pk], places.of(reader, topics[pk]))
                if posts:
                    last = posts[-1]
                    quote = quotes.setdefault(last.pk, excerpt(last.html, QUOTED))
                    items.append(self._item(topics[pk], posts, quote))
            found[reader.user.pk] = sorted(items, key=lambda one: -len(one.tells))
        return found

    def summary(self, count: int) -> str:
        said = ngettext(
            "answers in %(n)d topic of yours", "answers in %(n)d topics of yours", count
        )
        return said % {"n": count}

    def _topics(self, readers: list[Reader]) -> dict[int, Topic]:
        active = Topic.objects.filter(
            community__in=communities_of(readers),
            active_at__gte=beginning(readers),
            reply_count__gt=0,
            deleted_at=None,
        )
        return active.select_related("community", "space__community", "author").in_bulk()

    def _followed(self, readers: list[Reader], topics: dict[int, Topic]) -> dict[int, list[int]]:
        """By reader, the topics they began or watch."""
        by_target = {topic.target: pk for pk, topic in topics.items()}
        users = {reader.user.pk: reader for reader in readers}
        levels: dict[int, dict[int, str]] = defaultdict(dict)
        for pk, topic in topics.items():
            if topic.author_id in users:
                levels[topic.author_id][pk] = Level.WATCHING
        follows = Follow.objects.filter(user__in=users, target__in=list(by_target))
        for user, target, level in follows.values_list("user_id", "target", "level"):
            levels[user][by_target[target]] = level
        return {
            user: [
                pk
                for pk, level in levels[user].items()
                if level == Level.WATCHING and topics[pk].community_id in reader.communities
            ]
            for user, reader in users.items()
        }

    def _posts(self, readers: list[Reader], topics: set[int]) -> dict[int, list[Post]]:
        posts = Post.objects.present().written_here()
        posts = posts.filter(topic__in=topics, number__gt=1, created_at__gt=beginning(readers))
        new: dict[int, list[Post]] = defaultdict(list)
        for post in posts.for_display().order_by("pk"):
            new[post.topic_id].append(post)
        return new

    def _unread(self, reader: Reader, posts: list[Post], read: int) -> list[Post]:
        return [
            post
            for post in posts
            if post.number > read
            and reader.since < post.created_at <= reader.until
            and post.author_id != reader.user.pk
            and post.author_id not in reader.parted
        ]

    def _item(self, topic: Topic, posts: list[Post], quote: str) -> Item:
        names = list(dict.fromkeys(post.author.name for post in posts))
        if len(names) > NAMED:
            by = gettext("%(names)s and others") % {"names": ", ".join(names[:NAMED])}
        else:
            by = gettext(" and ").join(names)
        count = len(posts)
        counted = ngettext("%(n)d new post by %(by)s.", "%(n)d new posts by %(by)s.", count)
        tells = tuple(f"post:{post.pk}" for post in posts)
        return item(topic, counted % {"n": count, "by": by}, excerpt=quote, tells=tells)


@digest.section
class QuestionsYouCouldAnswer(TopicSection):
    """Unanswered questions, those first that the reader has shown to know something about.

    It is the evidence by which questions are put to people, and said in the same words.
    """

    title = _("You could answer these")
    weight = 30
    mixes = {Sort.EXPERT: Mix(15, 8), Sort.NEWCOMER: Mix(60, 2), Sort.RETURNING: Mix(60, 3)}

    def gather(self, readers: list[Reader]) -> dict[int, list[Item]]:
        latest = max(reader.until for reader in readers)
        questions = Topic.objects.unanswered().begun_here()
        questions = questions.filter(
            community__in=communities_of(readers),
            deleted_at=None,
            created_at__gte=latest - STALE,
            created_at__lte=latest,
        )
        topics = for_digest(questions, F("id").desc())
        tags = {tag for topic in topics for tag in topic.tag_ids}  # type: ignore[attr-defined]
        experience = Experience([reader.user.pk for reader in readers], tags, latest)
        places = Places(readers, topics)

        @cache  # many readers are given the same reason
        def shown(topic: Topic, meta: str) -> Item:
            return item(topic, meta, excerpt=topic.gist)

        return {
            reader.user.pk: [
                shown(topic, self._meta(topic, found))
                for topic, found in self._for(reader, topics, places, experience)
            ]
            for reader in readers
        }

    def summary(self, count: int) -> str:
        said = ngettext(
            "%(n)d question you could answer", "%(n)d questions you could answer", count
        )
        return said % {"n": count}

    def _for(
        self, reader: Reader, topics: list[Any], places: Places, experience: Experience
    ) -> list[tuple[Topic, Candidate]]:
        spoken_for = [
            (topic, experience.of(reader.user.pk, topic.tag_ids))
            for topic in topics
            if suits(reader, topic) and not places.of(reader, topic)
        ]
        return sorted(spoken_for, key=lambda found: -found[1].worth)

    def _meta(self, topic: Topic, found: Candidate) -> str:
        said = gettext("%(name)s. No answer yet.") % {"name": topic.author.name}
        return f"{said} {in_words(found.reason)}" if found.reason else said


@digest.section
class SolvedThisWeek(TopicSection):
    title = _("Solved")
    weight = 40
    mixes = {Sort.EXPERT: Mix(55, 3)}

    def gather(self, readers: list[Reader]) -> dict[int, list[Item]]:
        solved = Topic.objects.solved().filter(
            community__in=communities_of(readers),
            acceptance__accepted_at__gt=beginning(readers),
            acceptance__accepted_by__stand_in=None,
            deleted_at=None,
        )
        topics = for_digest(solved, F("useful_count").desc(), F("id").desc())
        places = Places(readers, topics)
        accepted = Acceptance.objects.filter(topic__in=topics, answer__deleted_at=None)
        acceptances = {one.topic_id: one for one in accepted.select_related("answer__author")}
        topics = [topic for topic in topics if topic.pk in acceptances]
        shown = {topic.pk: self._item(topic, acceptances[topic.pk]) for topic in topics}
        return {
            reader.user.pk: [
                shown[topic.pk]
                for topic in topics
                if self._is_news(reader, topic, acceptances[topic.pk], places)
            ]
            for reader in readers
        }

    def summary(self, count: int) -> str:
        said = ngettext("%(n)d question solved", "%(n)d questions solved", count)
        return said % {"n": count}

    def _is_news(
        self, reader: Reader, topic: Topic, acceptance: Acceptance, places: Places
    ) -> bool:
        answer = acceptance.answer
        return (
            reader.since < acceptance.accepted_at <= reader.until
            and suits(reader, topic)
            and answer.author_id not in {reader.user.pk, *reader.parted}
            and places.of(reader, topic) < answer.number
        )

    def _item(self, topic: Topic, acceptance: Acceptance) -> Item:
        answer = acceptance.answer
        meta = gettext("Accepted answer by %(name)s.") % {"name": answer.author.name}
        tells = (f"accepted:{answer.pk}",)
        return item(topic, meta, excerpt=topic.gist, tells=tells)


@digest.section
class Stories(TopicSection):
    """What members learned by doing, those first that others have applied."""

    title = _("From practice")
    weight = 50

    def gather(self, readers: list[Reader]) -> dict[int, list[Item]]:
        told = Topic.objects.stories().begun_here()
        told = told.filter(
            community__in=communities_of(readers),
            created_at__gt=beginning(readers),
            deleted_at=None,
        )
        topics = for_digest(told, F("tried_count").desc(), F("useful_count").desc(), F("id").desc())
        places, shown = Places(readers, topics), by_their_state(topics)
        return {
            reader.user.pk: [
                shown[topic.pk]
                for topic in topics
                if suits(reader, topic)
                and reader.since < topic.created_at <= reader.until
                and not places.of(reader, topic)
            ]
            for reader in readers
        }

    def summary(self, count: int) -> str:
        said = ngettext("%(n)d story from practice", "%(n)d stories from practice", count)
        return said % {"n": count}


@digest.section
class ActiveTopics(TopicSection):
    title = _("What people talked about")
    weight = 70
    mixes = {Sort.FACILITATOR: Mix(70, 3)}

    def gather(self, readers: list[Reader]) -> dict[int, list[Item]]:
        in_week = Q(
            posts__created_at__gt=beginning(readers),
            posts__deleted_at=None,
            posts__attribution__isnull=True,
        )
        active = Topic.objects.filter(
            community__in=communities_of(readers),
            active_at__gt=beginning(readers),
            deleted_at=None,
        ).annotate(fresh=Count("posts", filter=in_week))
        topics = for_digest(active.filter(fresh__gt=0), F("fresh").desc(), F("id").desc())
        places, shown = Places(readers, topics), by_their_state(topics)
        return {
            reader.user.pk: [
                shown[topic.pk]
                for topic in topics
                if suits(reader, topic)
                and topic.active_at > reader.since
                and places.of(reader, topic) < topic.post_count
            ]
            for reader in readers
        }

    def summary(self, count: int) -> str:
        return ngettext("%(n)d active topic", "%(n)d active topics", count) % {"n": count}
