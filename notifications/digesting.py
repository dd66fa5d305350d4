"""Sends the digests that are planned: each at most once, or not at all with a reason."""

import time
from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import structlog

from notifications import bounces
from notifications.editions import Edition, Issue
from notifications.models import Digest
from notifications.models.email import Reason
from notifications.post_office import Interrupted, Refused, Unreachable, post_office

log = structlog.get_logger(__name__)

BATCH = 250  # read and written together
FRESH = 60  # seconds; then who may see what is asked again, however slow the mail server is


@dataclass(frozen=True)
class Letter:
    issue: Issue
    message: Any

    @property
    def digest(self) -> Digest:
        return self.issue.digest


def send_planned(*, seconds: float) -> None:
    """Send until none is planned, the time is over, or there is no mail server."""
    until = time.monotonic() + seconds
    try:
        while time.monotonic() < until and Digest.objects.waiting().exists():
            post_office.open()
            _send_batch(Digest.objects.claim(BATCH), until=until)
    except Unreachable as error:
        log.warning("mail_server_unreachable", error=str(error))


def _send_batch(claimed: list[Digest], *, until: float) -> None:
    letters = deque(_write(_one_for_each_user(claimed)))
    try:
        _carry(letters, until=min(until, time.monotonic() + FRESH))
    finally:
        Digest.objects.hand_back([letter.digest for letter in letters])


def _one_for_each_user(claimed: list[Digest]) -> list[Digest]:
    """After a long outage a user may have two: the second must know what was in the first."""
    first = {digest.user_id: digest for digest in reversed(claimed)}
    Digest.objects.hand_back([d for d in claimed if d is not first[d.user_id]])
    return list(reversed(first.values()))


def _write(digests: list[Digest]) -> Iterable[Letter]:
    edition = Edition(digests)
    skipped: dict[Reason, list[Digest]] = defaultdict(list)
    for digest in digests:
        found = edition.issue(digest)
        if not isinstance(found, Issue):
            skipped[found].append(digest)
            continue
        try:
            message = found.write()
        except Exception as error:  # a letter that cannot be made must not hold up the others
            log.exception("digest_not_written", digest=digest.pk)
            digest.fail(f"{type(error).__name__}: {error}")
        else:
            yield Letter(found, message)
    for reason, without in skipped.items():
        Digest.objects.skip(without, reason)


def _carry(letters: deque[Letter], *, until: float) -> None:
    """Take them to the mail server one by one; what remains of them was not taken.

    A slow server gets one at least, and the others wait for the next run.
    That one has arrived is written in the transaction that takes the next: so each costs one. All
    are written before the first goes, so that the next is taken as soon as the server has the last.
    """
    arrived: Digest | None = None
    try:
        while letters:
            post_office.open()
            letter = letters.popleft()
            taken = _take(letter, after=arrived)
            arrived = letter.digest if taken and _hand_over(letter) else None
            if time.monotonic() >= until:
                break
    finally:
        if arrived:
            arrived.arrived()


def _take(letter: Letter, *, after: Digest | None) -> bool:
    return letter.digest.take(
        sections=letter.issue.stored,
        keys=letter.issue.ledger_keys,
        subject=letter.message.subject,
        after=after,
    )


def _hand_over(letter: Letter) -> bool:
    """Whether the server has it."""
    digest = letter.digest
    try:
        post_office.send(letter.message)
    except Interrupted as error:
        log.warning("digest_interrupted", digest=digest.pk, error=str(error))
        digest.log.note_interruption(str(error))
    except Refused as error:
        digest.refused(str(error), keys=letter.issue.ledger_keys, for_now=error.for_now)
        if not error.for_now:
            bounces.refused(digest.user.email, str(error))
    else:
        return True
    return False
