"""Who may do what with the questions of a workshop."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.permissions import ALLOW, Verdict, deny
from learning.workshops.models import Registration, State, Workshop
from learning.workshops.rules import CANCELLED, can_host


def comes(viewer: Any, workshop: Workshop, mine: Registration | None) -> bool:
    """Has a seat or waits for one, or gives it: they read what others want answered."""
    return bool((mine and mine.is_let_in) or can_host(viewer, workshop))


def can_vote(viewer: Any, workshop: Workshop, mine: Registration | None) -> Verdict:
    if workshop.is_cancelled:
        return deny(CANCELLED)
    if workshop.is_past:
        return deny(_("This workshop is over."))
    if not comes(viewer, workshop, mine):
        return deny(_("Those who come choose what is taken up: register first."))
    return ALLOW


def can_choose(viewer: Any, workshop: Workshop) -> Verdict:
    """Say what it takes up."""
    verdict = can_host(viewer, workshop)
    return deny(CANCELLED) if verdict and workshop.is_cancelled else verdict


def can_settle(viewer: Any, workshop: Workshop) -> Verdict:
    """Say what became of a question."""
    verdict = can_host(viewer, workshop)
    if verdict and not (workshop.state == State.PUBLISHED and workshop.has_begun):
        return deny(_("This workshop has not begun yet."))
    return verdict
