"""Brings topics that were imported before up to a newer dump.

What is new is added. What the dump changed is changed, unless somebody here has changed it since:
what members did here is theirs. What is gone from the dump stays.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property

from django.db.models import Max

from communities.models import Activity
from core.markdown import excerpt
from discussions.models import Acceptance, Closure, EarlierVotes, Post, Revision, Topic
from discussions.tagging import retag
from discussions.writing import GIST_LENGTH
from integrations.stackexchange.counting import add
from integrations.stackexchange.models import Imported, Kind
from integrations.stackexchange.people import People
from integrations.stackexchange.posts import (
    Hall,
    Written,
    attribution_of,
    keep_history,
    keep_votes,
    new_post,
    remember,
    title_of,
)
from integrations.stackexchange.report import CHANGED, SAME, Report
from integrations.stackexchange.states import acceptance_of, activities_of, closure_of
from integrations.stackexchange.tags import listed
from integrations.stackexchange.threads import Piece, Thread

PLURALS = {Kind.QUESTION: "questions", Kind.ANSWER: "answers", Kind.COMMENT: "comments"}


class Update:
    """Some threads whose topics are here. The topics are locked: members may be writing in them."""

    def __init__(
        self, hall: Hall, threads: Sequence[Thread], known: dict[int, Imported], report: Report
    ) -> None:
        self.hall, self.report = hall, report
        ids = [known[thread.question.key].object_id for thread in threads]
        topics = Topic.objects.filter(deleted_at=None).select_related("community").in_bulk(ids)
        self.topics = {
            thread: topics[pk] for thread, pk in zip(threads, ids, strict=True) if pk in topics
        }
        report.skip("questions", "deleted here", len(threads) - len(self.topics))
        self.known = self._known(known)

    def write(self) -> None:
        for thread, topic in self.topics.items():
            fresh = [piece for piece in thread.pieces if piece not in self.known]
            changed = [
                piece
                for piece in thread.pieces
                if piece in self.known and self.known[piece].digest != piece.digest
            ]
            if fresh:
                self._append(thread, topic, fresh)
            if changed:
                self._change(thread, topic, changed)
            self._count(thread, changed)
        self._settle_votes()

    def _known(self, questions: dict[int, Imported]) -> dict[Piece, Imported]:
        run = self.hall.run
        pieces = [piece for thread in self.topics for piece in thread.pieces]
        answers = [piece.key for piece in pieces if piece.kind == Kind.ANSWER]
        comments = [piece.key for piece in pieces if piece.is_comment]
        maps = {
            Kind.QUESTION: questions,
            Kind.ANSWER: Imported.objects.known(run, Kind.ANSWER, answers),
            Kind.COMMENT: Imported.objects.known(run, Kind.COMMENT, comments),
        }
        return {
            piece: maps[Kind(piece.kind)][piece.key]
            for piece in pieces
            if piece.key in maps[Kind(piece.kind)]
        }

    @cached_property
    def posts(self) -> dict[Piece, Post]:
        """Those that are here of the known ones; some may have been taken away for good."""
        openings = {
            post.topic_id: post
            for post in Post.objects.filter(topic__in=self.topics.values(), number=1)
        }
        others = Post.objects.in_bulk(
            [one.object_id for piece, one in self.known.items() if piece.kind != Kind.QUESTION]
        )
        found = {
            piece: (openings if piece.kind == Kind.QUESTION else others).get(one.object_id)
            for piece, one in self.known.items()
        }
        return {piece: post for piece, post in found.items() if post}

    def _append(self, thread: Thread, topic: Topic, fresh: Sequence[Piece]) -> None:
        people = People(self.hall.site, thread.writers)
        written = dict(self.posts)
        number = Post.objects.filter(topic=topic).aggregate(last=Max("number"))["last"]
        made = []
        for piece in fresh:
            if piece.parent and piece.parent not in written:
                self.report.skip("comments", "of posts that are deleted here")
                continue
            number += 1
            post = written[piece] = new_post(
                self.hall,
                topic,
                thread,
                piece,
                by=people[piece.writer],
                number=number,
                parent=written[piece.parent] if piece.parent else None,
            )
            post.save(force_insert=True)
            made.append(Written(piece, post))
        keep_history(self.hall, made, people, self.report)
        keep_votes(made, self.report)
        remember(self.hall.run, made)
        posts = [one.post for one in made]
        Activity.objects.bulk_create(
            activity
            for activity in activities_of(self.hall.space, topic, [*self.posts.values(), *posts])
            if activity.subject_id in {post.pk for post in posts} and activity.verb != "started"
        )
        self._grow(topic, posts)
        for one in made:
            self.report.bring(PLURALS[Kind(one.piece.kind)])

    def _grow(self, topic: Topic, posts: Sequence[Post]) -> None:
        if not posts:
            return
        last = max(posts, key=lambda post: post.created_at)
        topic.post_count = max(post.number for post in posts)
        topic.answer_count += sum(post.parent_id is None for post in posts)
        topic.reply_count += len(posts)
        if last.created_at > topic.active_at:
            topic.active_at, topic.last_post_by_id = last.created_at, last.author_id
        topic.listen_again()
        topic.save(
            update_fields=[
                "post_count", "answer_count", "reply_count", "active_at", "last_post_by",
                "recent_author_ids",
            ]
        )  # fmt: skip

    def _change(self, thread: Thread, topic: Topic, changed: Sequence[Piece]) -> None:
        people = People(self.hall.site, thread.writers)
        for piece in changed:
            post, one = self.posts.get(piece), self.known[piece]
            if post is None or post.version != one.version:
                self.report.skip(PLURALS[Kind(piece.kind)], "changed there and here: left as here")
            else:
                self._rewrite(thread, topic, piece, post, people)
                one.version = post.version
            one.digest = piece.digest
        Imported.objects.bulk_update([self.known[p] for p in changed], ["digest", "version"])
        if thread.question in changed:
            self._settle(thread, topic, people)

    def _rewrite(
        self, thread: Thread, topic: Topic, piece: Piece, post: Post, people: People
    ) -> None:
        post.source, post.html = piece.text.source, piece.text.html
        post.edited_at = piece.edited_at
        post.version = max(len(piece.versions), 1)
        post.attribution = attribution_of(self.hall.site, thread, piece, people[piece.writer])
        post.save(update_fields=["source", "html", "edited_at", "version", "attribution"])
        Revision.objects.filter(post=post).delete()
        keep_history(self.hall, [Written(piece, post)], people, self.report)
        if post.is_opening:
            topic.title, topic.version = title_of(piece), post.version
            topic.gist = excerpt(post.html, GIST_LENGTH)
            topic.save(update_fields=["title", "version", "gist"])
            retag(topic, [name for _, name in self.hall.tags_of(listed(piece.data["Tags"]))])

    def _settle(self, thread: Thread, topic: Topic, people: People) -> None:
        """Accept and close what is neither here; what was decided here stands."""
        accepted = self._post_of(thread.accepted)
        if accepted and not Acceptance.objects.filter(topic=topic).exists():
            acceptance_of(thread, topic, accepted, people).save()
            self.report.bring("accepted answers", state=CHANGED)
        closed = "ClosedDate" in thread.question.data
        if closed and not Closure.objects.filter(topic=topic).exists():
            closure_of(self.hall.site, thread, topic, people).save()
            self.report.bring("closed questions", state=CHANGED)

    def _post_of(self, piece: Piece | None) -> Post | None:
        """Also one that has just been added."""
        if piece is None:
            return None
        one = Imported.objects.filter(run=self.hall.run, kind=piece.kind, key=piece.key).first()
        return Post.objects.filter(pk=one.object_id).first() if one else None

    def _count(self, thread: Thread, changed: Iterable[Piece]) -> None:
        differing = set(changed)
        for piece in thread.pieces:
            if piece in self.known:
                state = CHANGED if piece in differing else SAME
                self.report.bring(PLURALS[Kind(piece.kind)], state=state)

    def _settle_votes(self) -> None:
        """The totals there may have grown; votes that were cast here stay beside them."""
        here = {post.pk: piece for piece, post in self.posts.items()}
        before = EarlierVotes.objects.in_bulk(list(here))
        changes, totals = {}, []
        for pk, piece in here.items():
            up, down = piece.votes
            was = before.get(pk) or EarlierVotes(post_id=pk, up=0, down=0)
            if (was.up, was.down) != (up, down):
                changes[pk] = up - was.up
                totals.append(EarlierVotes(post_id=pk, up=up, down=down))
        EarlierVotes.objects.bulk_create(
            totals, update_conflicts=True, unique_fields=["post"], update_fields=["up", "down"]
        )
        add(Post.objects.all(), "useful_count", changes)
        add(
            Topic.objects.all(),
            "useful_count",
            {
                post.topic_id: changes[post.pk]
                for post in self.posts.values()
                if post.is_opening and post.pk in changes
            },
        )
        self.report.bring("posts whose votes", len(changes), CHANGED)
