"""What each edit of an article did, part by part."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.diffs import compare
from knowledge.models import Article, Revision
from knowledge.parts import PARTS

Said = dict[str, str]
TITLES: dict[str, str | Promise] = {
    "title": _("Title"),
    **{part.name: part.title for part in PARTS},
    "sources": _("Sources"),
    "tags": _("Tags"),
}


@dataclass(frozen=True)
class PartChange:
    title: str | Promise
    pieces: list[tuple[str, str]]  # ("same" | "added" | "removed", text)


@dataclass(frozen=True)
class Change:
    """One edit: who made it, when and why, and what it did to each part that it touched.

    ``restorable`` is the number of the version before it, which is what a revision holds.
    """

    number: int
    by: User
    at: datetime
    reason: str
    parts: list[PartChange]
    restorable: int


def changes(viewer: Any, article: Article) -> list[Change]:
    """Newest first."""
    kept = article.revisions.visible_to(viewer)
    revisions = list(kept.select_related("replaced_by").order_by("number"))
    texts = [_said_then(revision) for revision in revisions] + [said_now(article)]
    return [
        Change(
            number=revision.number + 1,
            by=revision.replaced_by,
            at=revision.replaced_at,
            reason=revision.reason,
            parts=_compared(texts[index], texts[index + 1]),
            restorable=revision.number,
        )
        for index, revision in enumerate(revisions)
    ][::-1]


def said_now(article: Article) -> Said:
    tags = article.tags.order_by("name").values_list("name", flat=True)
    return _said(article, article.typed_sources, list(tags))


def differences(mine: Mapping[str, str], theirs: Said) -> list[tuple[str | Promise, str]]:
    """For merging: the parts in which what I typed differs from theirs, and what they say there."""
    return [
        (title, theirs[name])
        for name, title in TITLES.items()
        if _differ(mine.get(name, ""), theirs[name])
    ]


def _said_then(revision: Revision) -> Said:
    return _said(revision, revision.sources, revision.tags)


def _said(thing: Article | Revision, sources: str, tags: list[str]) -> Said:
    parts = {part.name: getattr(thing, part.name) for part in PARTS}
    return {"title": thing.title, **parts, "sources": sources, "tags": ", ".join(tags)}


def _compared(before: Said, after: Said) -> list[PartChange]:
    return [
        PartChange(title, list(compare(before[name], after[name])))
        for name, title in TITLES.items()
        if before[name] != after[name]
    ]


def _differ(one: str, other: str) -> bool:
    """Browsers send other ends of lines than programs do."""
    return one.split() != other.split()
