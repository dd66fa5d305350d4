"""What was decided about a question, and what was done in it and when."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from communities.models import Activity, Space
from discussions.models import Acceptance, Closure, Post, Topic
from integrations.stackexchange.closing import note_of, reason_of
from integrations.stackexchange.columns import read_moment
from integrations.stackexchange.people import People
from integrations.stackexchange.site import Site
from integrations.stackexchange.threads import Piece, Thread


def acceptance_of(thread: Thread, topic: Topic, answer: Post, people: People) -> Acceptance:
    accepted = thread.accepted
    return Acceptance(
        topic=topic,
        answer=answer,
        accepted_by_id=people[thread.question.writer].pk,
        accepted_at=acceptance_date(thread, accepted) if accepted else answer.created_at,
    )


def acceptance_date(thread: Thread, answer: Piece) -> datetime:
    """The dump has the day alone, and an answer is not accepted before it is given."""
    day = answer.tally.accepted_at if answer.tally else ""
    return max(read_moment(day), answer.at) if day else answer.at


def closure_of(site: Site, thread: Thread, topic: Topic, people: People) -> Closure:
    """The original that a duplicate leads to may come later: `linking.py` finds it."""
    closing = thread.closing
    reason, words = reason_of(closing, thread.originals)
    return Closure(
        topic=topic,
        reason=reason,
        note=note_of(site, words),
        closed_by_id=people[closing.by].pk if closing else None,
        closed_at=read_moment(thread.question.data["ClosedDate"]),
    )


def activities_of(space: Space, topic: Topic, posts: Sequence[Post]) -> Iterable[Activity]:
    by_id = {post.pk: post for post in posts}
    for post in posts:
        if post.is_opening:
            yield activity_of(space, "started", topic, by=post.author_id, at=post.created_at)
            continue
        above = by_id.get(post.parent_id) if post.parent_id else None
        yield activity_of(
            space,
            "replied" if post.parent_id else "answered",
            post,
            by=post.author_id,
            at=post.created_at,
            to=above.author_id if above else topic.author_id,
        )


def activity_of(  # noqa: PLR0913 - who did what to which thing, when, and in reply to whom
    space: Space, verb: str, subject: Any, *, by: int, at: Any, to: int | None = None
) -> Activity:
    """As old as what it tells of: nothing that happened years ago floods what is new."""
    return Activity(
        community_id=space.community_id,
        actor_id=by,
        verb=verb,
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        to_user_id=to,
        at=at,
        scope=space.scope,
        audience=space.audience,
    )
