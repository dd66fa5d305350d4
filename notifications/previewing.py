"""What the next issue of one community would be, for a reader who does not exist.

The engine is the real one. The reader holds the keys of a member and no others: nothing that
somebody was told, asked or let into by name can come in.
"""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from core.audience import PUBLIC
from notifications.digest import COMMUNITY, Reader, Sort, letterheads
from notifications.editions import Issue, drafts_for
from notifications.models import Digest
from notifications.schedule import Every, period_end

NOBODY = 0
WEEK = timedelta(days=7)


def preview(scope: str, sort: Sort, *, viewer: Any) -> Issue:
    """An issue of now and of a week, by the clock and in the language of whoever looks."""
    now = timezone.now()
    user = User(pk=NOBODY, timezone=viewer.timezone, language=viewer.language)
    charges = {int(scope.removeprefix(COMMUNITY))} if sort == Sort.FACILITATOR else set()
    reader = Reader(
        user, {PUBLIC, scope}, now - WEEK, now, scope, charges=frozenset(charges), sort=sort
    )
    issue = Digest(
        user=user,
        scope=scope,
        sort=sort,
        every=Every.WEEKLY,
        since=reader.since,
        due_at=now,
        period_end=period_end(now, user.timezone),
        number=1,
    )
    contents = drafts_for([reader])[NOBODY].contents
    return Issue(issue, letterheads([scope])[scope], None, contents)
