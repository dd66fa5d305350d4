"""Sends the digests that are planned: each at most once, or not at all with a reason."""

import time
from collections import defaultdict
from typing import Any

import structlog

from notifications import bounces
from notifications.editions import Edition, Issue
from notifications.models import Digest
from notifications.models.email import Reason
from notifications.post_office import Interrupted, Refused, Unreachable, post_office

log = structlog.get_logger(__name__)

BATCH = 100


def send_planned(*, seconds: float) -> None:
    """Send until none is planned, the time is over, or there is no mail server."""
    until = time.monotonic() + seconds
    try:
        while time.monotonic() < until and Digest.objects.waiting().exists():
            post_office.open()
            _send_batch(Digest.objects.claim(BATCH))
    except Unreachable as error:
        log.warning("mail_server_unreachable", error=str(error))


def _send_batch(claimed: list[Digest]) -> None:
    digests = _one_for_each_user(claimed)
    edition = Edition(digests)
    skipped: dict[Reason, list[Digest]] = defaultdict(list)
    for at, digest in enumerate(digests):
        found = edition.issue(digest)
        if not isinstance(found, Issue):
            skipped[found].append(digest)
            continue
        try:
            post_office.open()
        except Unreachable:
            Digest.objects.hand_back(digests[at:])
            raise
        _send(found)
    for reason, without in skipped.items():
        Digest.objects.skip(without, reason)


def _one_for_each_user(claimed: list[Digest]) -> list[Digest]:
    """After a long outage a user may have two: the second must know what was in the first."""
    first = {digest.user_id: digest for digest in reversed(claimed)}
    Digest.objects.hand_back([d for d in claimed if d is not first[d.user_id]])
    return list(reversed(first.values()))


def _send(issue: Issue) -> None:
    digest = issue.digest
    try:
        message = issue.write()
    except Exception as error:  # a letter that cannot be made must not hold up the others
        log.exception("digest_not_written", digest=digest.pk)
        digest.fail(f"{type(error).__name__}: {error}")
        return
    taken = digest.take(
        sections=issue.stored,
        keys=issue.ledger_keys,
        subject=message.subject,
    )
    if taken:
        _hand_over(issue, message)


def _hand_over(issue: Issue, message: Any) -> None:
    try:
        post_office.send(message)
    except Interrupted as error:
        log.warning("digest_interrupted", digest=issue.digest.pk, error=str(error))
        issue.digest.log.note_interruption(str(error))
    except Refused as error:
        issue.digest.refused(str(error), keys=issue.ledger_keys, for_now=error.for_now)
        if not error.for_now:
            bounces.refused(issue.digest.user.email, str(error))
    else:
        issue.digest.arrived()
