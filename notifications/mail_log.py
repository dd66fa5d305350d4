"""What became of the mail to a user, as the user reads it: also of what was not sent, and why."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.paging import Page, paginate
from notifications.models import Email, Notice
from notifications.models.email import ACCOUNT, DIGEST, Reason, State

PAGE = 20
SENT, UNSENT = (State.SENT, State.SENDING, State.RETURNED), (State.SKIPPED, State.FAILED)
STATES = {"all": (*SENT, *UNSENT), "sent": SENT, "unsent": UNSENT}

WHY: dict[str, str | Promise] = {
    Reason.READ: _("You had read it here before it was mailed."),
    Reason.TOLD: _("Another email had told you already."),
    Reason.GONE: _("What it told of was gone by then, or no longer concerned you."),
    Reason.UNSEEN: _("You could not see it any more."),
    Reason.PAUSED: _("You had paused all email."),
    Reason.UNWANTED: _("You do not want it by email."),
    Reason.SUPPRESSED: _("Mail to your address was stopped."),
    Reason.INACTIVE: _("Your account was closed."),
    Reason.NOTHING: _("There was nothing to say."),
    Reason.MANY: _("You had had as many emails that day as one gets. It is among your notices."),
}
OUTCOMES: dict[str, str | Promise] = {
    State.SENDING: _("The line broke while it was sent, so nobody knows whether it arrived."),
    State.FAILED: _("The mail server would not take it."),
}


@dataclass(frozen=True)
class Entry:
    email: Email
    what: str | Promise
    url: str

    @property
    def was_sent(self) -> bool:
        return self.email.state in SENT

    @property
    def why(self) -> str | Promise:
        """What became of it, where that is not simply that it was sent."""
        if self.email.state == State.RETURNED:
            return self.email.error
        return WHY.get(self.email.reason) or OUTCOMES.get(self.email.state, "")


def read_log(user: Any, *, state: str, after: str | None, size: int = PAGE) -> Page[Entry]:
    """Newest first. Raises BadCursor.

    A mail that went out is called as it was, and so is one about their own account; of any other
    only what its reader may still see.
    """
    mine = Email.objects.filter(user=user.pk, state__in=STATES[state])
    page = paginate(mine, ("-pk",), after=after, size=size)
    told = Notice.objects.of(user).filter(email__in=page.items).order_by("pk")
    latest = {notice.email_id: notice for notice in told}
    entries = [_entry(email, latest.get(email.pk)) for email in page]
    return Page(entries, page.next, page.previous)


def _entry(email: Email, notice: Notice | None) -> Entry:
    url = notice.url if notice else ""
    if email.subject and (email.state in SENT or email.kind == ACCOUNT):
        return Entry(email, email.subject, url)
    if email.kind == DIGEST:
        return Entry(email, _("Your digest"), "")
    if notice:
        return Entry(email, notice.title, url)
    return Entry(email, _("News of something that is gone, or no longer open to you"), "")
