from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.models import User
from core.diffs import compare
from discussions.models import Kind, Post


@dataclass(frozen=True)
class Change:
    """One edit: who made it, when and why, and the text as kept, added and removed pieces.

    ``restorable`` is the number of the version before it, which is what a revision holds.
    """

    number: int
    restorable: int
    by: User
    at: datetime
    reason: str
    title: str
    kind: Any  # of the topic, where it has become another
    pieces: list[tuple[str, str]]  # ("same" | "added" | "removed", text)


def changes(post: Post) -> list[Change]:
    """What each edit of the post did, newest first."""
    revisions = list(post.revisions.select_related("replaced_by").order_by("number"))
    texts = [revision.source for revision in revisions] + [post.source]
    titles = [revision.title for revision in revisions] + [post.topic.title]
    kinds = [revision.kind for revision in revisions] + [post.topic.kind]
    made = []
    for index, revision in enumerate(revisions):
        retitled = bool(revision.title) and titles[index] != titles[index + 1]
        converted = bool(revision.kind and kinds[index + 1]) and kinds[index] != kinds[index + 1]
        made.append(
            Change(
                number=revision.number + 1,
                restorable=revision.number,
                by=revision.replaced_by,
                at=revision.replaced_at,
                reason=revision.reason,
                title=titles[index + 1] if retitled else "",
                kind=Kind(kinds[index + 1]).label if converted else "",
                pieces=list(compare(texts[index], texts[index + 1])),
            )
        )
    return made[::-1]
