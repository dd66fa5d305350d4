"""Older things: for who is new, for who was away, and for a week with little in it."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Count, F, Max
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from discussions.digest.topics import (
    Places,
    TopicSection,
    by_their_state,
    communities_of,
    for_digest,
    suits,
)
from discussions.models import Acceptance, ReadMark, Topic
from notifications import digest
from notifications.digest import Item, Reader, Sort
from notifications.older import BEGIN, OLDER

AWAY = timedelta(days=30)
MISSED = timedelta(days=180)  # at most: what is older is older for everybody
KNOWN = timedelta(days=365)
EXPERT = 3  # accepted answers within a year


@digest.sort(Sort.RETURNING)
def back_after_a_while(readers: list[Reader]) -> Iterable[int]:
    """Who has read here before, and nothing for a month."""
    last = _last_read(readers)
    return [
        reader.user.pk
        for reader in readers
        if reader.user.pk in last and last[reader.user.pk] < reader.until - AWAY
    ]


@digest.sort(Sort.EXPERT)
def whose_answers_were_accepted(readers: list[Reader]) -> Iterable[int]:
    since = min(reader.until for reader in readers) - KNOWN
    accepted = Acceptance.objects.filter(
        answer__author__in=[reader.user.pk for reader in readers],
        answer__deleted_at=None,
        accepted_at__gt=since,
        topic__community__in=communities_of(readers),
    )
    counted = accepted.values_list("answer__author").annotate(n=Count("pk")).order_by()
    return [user for user, count in counted if count >= EXPERT]


def _last_read(readers: list[Reader]) -> dict[int, Any]:
    marks = ReadMark.objects.filter(user__in=[reader.user.pk for reader in readers])
    return dict(marks.values_list("user").annotate(last=Max("at")).order_by())


class Judged(TopicSection):
    """Questions that were answered well, by how many found the answers useful."""

    def _best(self, readers: list[Reader], **when: Any) -> list[Any]:
        solved = Topic.objects.solved().filter(
            community__in=communities_of(readers), deleted_at=None, useful_count__gt=0, **when
        )
        return for_digest(solved, F("useful_count").desc(), F("id").desc())

    def _for(self, reader: Reader, topics: list[Any], places: Places) -> list[Any]:
        return [topic for topic in topics if suits(reader, topic) and not places.of(reader, topic)]


@digest.section
class Missed(Judged):
    """The best of what was solved while the reader was away."""

    title = _("While you were away")
    weight = 25
    cap = 5
    only = frozenset({Sort.RETURNING})

    def gather(self, readers: list[Reader]) -> dict[int, list[Item]]:
        last = _last_read(readers)
        here = {r.user.pk: last.get(r.user.pk, r.until - AWAY) for r in readers}
        earliest = max(min(here.values()), min(r.until for r in readers) - MISSED)
        topics = self._best(
            readers,
            acceptance__accepted_at__gt=earliest,
            acceptance__accepted_by__stand_in=None,  # what was brought from elsewhere is not news
        )
        accepted = dict(
            Acceptance.objects.filter(topic__in=topics).values_list("topic_id", "accepted_at")
        )
        places, shown = Places(readers, topics), by_their_state(topics)
        return {
            reader.user.pk: [
                shown[topic.pk]
                for topic in self._for(reader, topics, places)
                if accepted[topic.pk] > here[reader.user.pk]
            ]
            for reader in readers
        }

    def summary(self, count: int) -> str:
        said = ngettext("%(n)d thing you missed", "%(n)d things you missed", count)
        return said % {"n": count}


@digest.section
class BestAnswers(Judged):
    title = OLDER
    titles = {Sort.NEWCOMER: BEGIN}
    weight = 91
    cap = 2
    is_evergreen = True

    def gather(self, readers: list[Reader]) -> dict[int, list[Item]]:
        topics = self._best(readers)
        places, shown = Places(readers, topics), by_their_state(topics)
        return {
            reader.user.pk: [shown[topic.pk] for topic in self._for(reader, topics, places)]
            for reader in readers
        }

    def summary(self, count: int) -> str:
        said = ngettext("%(n)d answer worth reading", "%(n)d answers worth reading", count)
        return said % {"n": count}
