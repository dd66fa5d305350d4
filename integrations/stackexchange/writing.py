"""Writes threads of the dump as topics: a batch together, in one transaction, telling nobody.

It goes past the verbs, as they announce what they do and do it one by one. What they keep true is
kept true here: numbers, paths, counters, revisions, activity.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from django.db.models import F

from communities.models import Activity, Community, Tag
from core.markdown import excerpt
from discussions.models import Acceptance, Closure, Kind, Post, Topic
from discussions.models.topic import last_of
from discussions.writing import GIST_LENGTH
from integrations.stackexchange.counting import add
from integrations.stackexchange.people import People
from integrations.stackexchange.posts import (
    Hall,
    Written,
    keep_history,
    keep_votes,
    new_post,
    remember,
    title_of,
)
from integrations.stackexchange.report import Report
from integrations.stackexchange.states import (
    acceptance_date,
    acceptance_of,
    activities_of,
    activity_of,
    closure_of,
)
from integrations.stackexchange.tags import listed
from integrations.stackexchange.threads import Piece, Thread


class Batch:
    """Some threads of the dump that have no topic yet."""

    def __init__(self, hall: Hall, threads: Sequence[Thread], report: Report) -> None:
        self.hall, self.threads, self.report = hall, threads, report
        self.people = People(hall.site, [one for thread in threads for one in thread.writers])
        self.topics: dict[Thread, Topic] = {}
        self.posts: dict[Piece, Post] = {}

    def write(self) -> None:
        pieces = [(thread, piece) for thread in self.threads for piece in thread.pieces]
        self._write_topics()
        self._write_posts([each for each in pieces if not each[1].parent])
        self._write_posts([each for each in pieces if each[1].parent])
        written = [Written(piece, self.posts[piece]) for _, piece in pieces]
        keep_history(self.hall, written, self.people, self.report)
        keep_votes(written, self.report)
        remember(self.hall.run, written)
        self._tag()
        self._accept()
        self._close()
        self._record()
        self._count()

    def _write_topics(self) -> None:
        topics = [self._topic(thread) for thread in self.threads]
        Topic.objects.bulk_create(topics)
        self.topics = dict(zip(self.threads, topics, strict=True))

    def _topic(self, thread: Thread) -> Topic:
        question, last = thread.question, thread.pieces[-1]
        return Topic(
            community_id=self.hall.space.community_id,
            space=self.hall.space,
            kind=Kind.QUESTION,
            title=title_of(question),
            author_id=self.people[question.writer].pk,
            created_at=question.at,
            active_at=last.place[0],
            last_post_by_id=self.people[last.writer].pk,
            recent_author_ids=last_of([self.people[one.writer].pk for one in thread.pieces]),
            post_count=len(thread.pieces),
            answer_count=len(thread.answers),
            reply_count=len(thread.answers) + len(thread.comments),
            useful_count=question.votes[0],
            version=max(len(question.versions), 1),
        )

    def _write_posts(self, pieces: Sequence[tuple[Thread, Piece]]) -> None:
        posts = [self._post(thread, piece) for thread, piece in pieces]
        Post.objects.bulk_create(posts)
        for (thread, piece), post in zip(pieces, posts, strict=True):
            self.posts[piece] = post
            if post.is_opening:
                self.topics[thread].gist = excerpt(post.html, GIST_LENGTH)
        Topic.objects.bulk_update(
            [self.topics[thread] for thread, piece in pieces if piece is thread.question], ["gist"]
        )

    def _post(self, thread: Thread, piece: Piece) -> Post:
        parent = self.posts[piece.parent] if piece.parent else None
        return new_post(
            self.hall,
            self.topics[thread],
            thread,
            piece,
            by=self.people[piece.writer],
            number=self._numbers[piece],
            parent=parent,
        )

    @cached_property
    def _numbers(self) -> dict[Piece, int]:
        return {
            piece: number
            for thread in self.threads
            for number, piece in enumerate(thread.pieces, start=1)
        }

    def _tag(self) -> None:
        through = Topic.tags.through
        given = [
            (self.topics[thread], tag)
            for thread in self.threads
            for tag, _ in self.hall.tags_of(listed(thread.question.data["Tags"]))
        ]
        through._default_manager.bulk_create(
            through(topic=topic, tag_id=tag) for topic, tag in given
        )
        add(Tag.objects.all(), "topic_count", Counter(tag for _, tag in given))

    def _accept(self) -> None:
        accepted = [thread for thread in self.threads if thread.accepted]
        Acceptance.objects.bulk_create(
            acceptance_of(thread, self.topics[thread], self.posts[answer], self.people)
            for thread in accepted
            if (answer := thread.accepted)
        )
        self.report.bring("accepted answers", len(accepted))
        lost = sum("AcceptedAnswerId" in thread.question.data for thread in self.threads)
        why = "of answers that are not in the dump"
        self.report.skip("accepted answers", why, lost - len(accepted))

    def _close(self) -> None:
        closed = [thread for thread in self.threads if "ClosedDate" in thread.question.data]
        Closure.objects.bulk_create(
            closure_of(self.hall.site, thread, self.topics[thread], self.people)
            for thread in closed
        )
        self.report.bring("closed questions", len(closed))

    def _record(self) -> None:
        Activity.objects.bulk_create(
            activity
            for thread in self.threads
            for activity in activities_of(
                self.hall.space, self.topics[thread], [self.posts[p] for p in thread.pieces]
            )
        )
        Activity.objects.bulk_create(
            activity_of(
                self.hall.space,
                "accepted",
                self.posts[answer],
                by=self.topics[thread].author_id,
                at=acceptance_date(thread, answer),
                to=self.posts[answer].author_id,
            )
            for thread in self.threads
            if (answer := thread.accepted)
        )

    def _count(self) -> None:
        number = len(self.threads)
        Community.objects.filter(pk=self.hall.space.community_id).update(
            topic_count=F("topic_count") + number
        )
        self.report.bring("questions", number)
        self.report.bring("answers", sum(len(thread.answers) for thread in self.threads))
        self.report.bring("comments", sum(len(thread.comments) for thread in self.threads))
