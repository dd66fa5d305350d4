"""The versions of a post, out of the rows that its history is kept in there.

A row holds one thing that changed: title, text or tags. What changed together shares a GUID.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from integrations.stackexchange.columns import read_moment
from integrations.stackexchange.models import Staged
from integrations.stackexchange.people import Writer
from integrations.stackexchange.tags import listed
from integrations.stackexchange.texts import adapted

TITLE, BODY, TAGS = "title", "body", "tags"
# First of its kind, edited, rolled back.
PARTS = {1: TITLE, 4: TITLE, 7: TITLE, 2: BODY, 5: BODY, 8: BODY, 3: TAGS, 6: TAGS, 9: TAGS}
CLOSED, REOPENED = 10, 11
LEFT_OUT = {
    CLOSED: "closings, of which the last is brought",
    24: "approvals of edits, which are brought",
    REOPENED: "reopenings",
    12: "deletions",
    13: "undeletions",
    14: "locks",
    15: "unlocks",
    16: "handed to the community",
    17: "migrations",
    18: "merges",
    19: "protections",
    20: "protections",
    25: "told on Twitter",
    33: "banners",
    34: "banners",
    35: "migrations",
    36: "migrations",
    37: "merges",
    38: "merges",
    50: "bumped by the site",
    52: "shown on the site's front page",
    53: "shown on the site's front page",
}


@dataclass(frozen=True)
class Version:
    """What a post said from ``at`` on, and who made it so."""

    by: Writer
    at: datetime
    why: str
    title: str = ""
    body: str | None = None  # None where the history does not go back so far
    tags: list[str] = field(default_factory=list)


def versions_of(rows: Sequence[Staged]) -> list[Version]:
    """Oldest first; each says all that the post said then, not only what changed."""
    versions: list[Version] = []
    for group in _together(rows):
        first = group[0]
        now = versions[-1] if versions else None
        changed = Version(
            by=Writer.of(first.data, "UserId", "UserDisplayName"),
            at=read_moment(first.data["CreationDate"]),
            why=next((row.data["Comment"] for row in group if "Comment" in row.data), ""),
            title=now.title if now else "",
            body=now.body if now else None,
            tags=now.tags if now else [],
        )
        for row in group:
            changed = _with(changed, row)
        versions.append(changed)
    known = next((version.body for version in versions if version.body is not None), None)
    return [replace(v, body=known) if v.body is None else v for v in versions]


def _together(rows: Sequence[Staged]) -> Iterable[list[Staged]]:
    groups: dict[str, list[Staged]] = {}
    for row in sorted(rows, key=lambda row: row.key):
        if row.data["PostHistoryTypeId"] in PARTS:
            groups.setdefault(row.data["RevisionGUID"], []).append(row)
    return groups.values()


def _with(version: Version, row: Staged) -> Version:
    text = row.data.get("Text", "")
    match PARTS[row.data["PostHistoryTypeId"]]:
        case "title":
            return replace(version, title=text)
        case "tags":
            return replace(version, tags=listed(text))
        case _:
            return replace(version, body=adapted(text))


@dataclass(frozen=True)
class Closing:
    """How a question was closed last: the code of the reason, and what it is a duplicate of."""

    by: Writer
    at: datetime
    code: str
    originals: list[int]


def closing_of(rows: Sequence[Staged]) -> Closing | None:
    closed = [row for row in rows if row.data["PostHistoryTypeId"] == CLOSED]
    if not closed:
        return None
    last = max(closed, key=lambda row: row.key)
    return Closing(
        by=Writer.of(last.data, "UserId", "UserDisplayName"),
        at=read_moment(last.data["CreationDate"]),
        code=last.data.get("Comment", ""),
        originals=_originals(last.data.get("Text", "")),
    )


def _originals(text: str) -> list[int]:
    """The Text of a closing is JSON, in most dumps; where it is not it names nothing we need."""
    try:
        said: Any = json.loads(text)
    except ValueError:
        return []
    ids = said.get("OriginalQuestionIds") if isinstance(said, dict) else None
    return [one for one in ids if isinstance(one, int)] if isinstance(ids, list) else []
