import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.models import User
from discussions.models import Kind, Post

WORDS = re.compile(r"\s+|\w+|[^\w\s]")
MOST_WORDS = 4000  # compared word by word; a longer text line by line, which stays quick


@dataclass(frozen=True)
class Change:
    """One edit: who made it, when and why, and the text as kept, added and removed pieces."""

    number: int
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
                by=revision.replaced_by,
                at=revision.replaced_at,
                reason=revision.reason,
                title=titles[index + 1] if retitled else "",
                kind=Kind(kinds[index + 1]).label if converted else "",
                pieces=list(compare(texts[index], texts[index + 1])),
            )
        )
    return made[::-1]


def compare(before: str, after: str) -> Iterator[tuple[str, str]]:
    old, new = _split(before), _split(after)
    if len(old) + len(new) > MOST_WORDS:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for what, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield "same", "".join(old[a:b])
            continue
        if a < b:
            yield "removed", "".join(old[a:b])
        if c < d:
            yield "added", "".join(new[c:d])


def _split(text: str) -> list[str]:
    return WORDS.findall(text)
