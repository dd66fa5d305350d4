"""What each edit of a page did."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from core.diffs import compare
from projects.models import Page


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
    title: str  # where it got another one
    pieces: list[tuple[str, str]]  # ("same" | "added" | "removed", text)


def changes(page: Page) -> list[Change]:
    """Newest first."""
    revisions = list(page.revisions.select_related("replaced_by").order_by("number"))
    said = [(one.title, one.source) for one in revisions] + [(page.title, page.source)]
    return [
        Change(
            number=revision.number + 1,
            restorable=revision.number,
            by=revision.replaced_by,
            at=revision.replaced_at,
            reason=revision.reason,
            title=after[0] if after[0] != before[0] else "",
            pieces=list(compare(before[1], after[1])) if before[1] != after[1] else [],
        )
        for revision, before, after in zip(revisions, said, said[1:], strict=False)
    ][::-1]
