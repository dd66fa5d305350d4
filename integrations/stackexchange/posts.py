"""A piece of the dump as a post, with its history, its votes and what is owed to its author."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from communities.models import Space
from discussions.models import EarlierVotes, Post, Revision, Topic
from discussions.models.post import step
from integrations.stackexchange.models import Import, Imported
from integrations.stackexchange.people import People, Person
from integrations.stackexchange.report import Report
from integrations.stackexchange.site import Site, licence_of
from integrations.stackexchange.tags import spelled
from integrations.stackexchange.threads import Piece, Thread

LONGEST_TITLE = 250
LONGEST_REASON = 200

Tags = dict[str, tuple[int, str]]


@dataclass(eq=False)
class Written:
    """A piece and the post that it is now."""

    piece: Piece
    post: Post


@dataclass
class Hall:
    """Where it all goes."""

    run: Import
    site: Site
    space: Space
    tags: Tags

    def tags_of(self, names: Iterable[str]) -> list[tuple[int, str]]:
        """Those that are still there, each once: two of the site's may be one here."""
        return sorted({self.tags[name] for name in names if name in self.tags}, key=lambda t: t[1])

    def named(self, names: Iterable[str]) -> list[str]:
        """What tags of an old version are called; some of them are gone from the site."""
        return sorted({self.tags[n][1] if n in self.tags else spelled(n) for n in names} - {""})


def title_of(question: Piece) -> str:
    return " ".join(question.data["Title"].split())[:LONGEST_TITLE]


def new_post(  # noqa: PLR0913 - a post is all of this
    hall: Hall,
    topic: Topic,
    thread: Thread,
    piece: Piece,
    *,
    by: Person,
    number: int,
    parent: Post | None,
) -> Post:
    return Post(
        topic=topic,
        community_id=topic.community_id,
        author_id=by.pk,
        parent=parent,
        number=number,
        path=(parent.path if parent else "") + step(number),
        depth=parent.depth + 1 if parent else 0,
        source=piece.text.source,
        html=piece.text.html,
        created_at=piece.at,
        edited_at=piece.edited_at,
        version=max(len(piece.versions), 1),
        useful_count=piece.votes[0],
        attribution=attribution_of(hall.site, thread, piece, by),
    )


def attribution_of(site: Site, thread: Thread, piece: Piece, by: Person) -> dict[str, Any]:
    path = f"questions/{thread.question.key}"
    if piece.parent:
        path += f"#comment{piece.key}_{piece.parent.key}"
    elif piece is not thread.question:
        path = f"a/{piece.key}"
    return site.attribution(
        path=path,
        author=by.name,
        author_id=piece.writer.number,
        licence=licence_of(piece.data.get("ContentLicense"), piece.edited_at or piece.at),
    )


def keep_history(hall: Hall, written: Iterable[Written], people: People, report: Report) -> None:
    """What each post said before each of its edits."""
    revisions = [
        Revision(
            post=one.post,
            number=number,
            title=before.title[:LONGEST_TITLE] if one.post.is_opening else "",
            tags=hall.named(before.tags) if one.post.is_opening else [],
            source=one.post.source if before.body is None else before.body,
            author_id=people[before.by].pk,
            created_at=before.at,
            replaced_by_id=people[after.by].pk,
            replaced_at=after.at,
            reason=after.why[:LONGEST_REASON],
        )
        for one in written
        for number, (before, after) in enumerate(pairwise(one.piece.versions), start=1)
    ]
    Revision.objects.bulk_create(revisions)
    report.bring("earlier versions", len(revisions))


def keep_votes(written: Iterable[Written], report: Report) -> None:
    votes = [
        EarlierVotes(post=one.post, up=up, down=down)
        for one in written
        for up, down in [one.piece.votes]
        if up or down
    ]
    EarlierVotes.objects.bulk_create(votes)
    of_comments = sum(one.piece.votes[0] for one in written if one.piece.is_comment)
    report.bring("votes up", sum(vote.up for vote in votes) - of_comments)
    report.bring("votes down", sum(vote.down for vote in votes))
    report.bring("votes for comments", of_comments)


def remember(run: Import, written: Iterable[Written]) -> None:
    """A question has become its topic; an answer and a comment each their post."""
    Imported.objects.bulk_create(
        Imported(
            run=run,
            kind=one.piece.kind,
            key=one.piece.key,
            object_id=one.post.topic_id if one.post.is_opening else one.post.pk,
            digest=one.piece.digest,
            version=one.post.version,
        )
        for one in written
    )
