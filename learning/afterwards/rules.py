"""Who may do what once a workshop is over."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.permissions import ALLOW, Verdict, deny
from learning.workshops.models import Registration, State, Workshop
from learning.workshops.rules import can_host

NOT_YET = _("This workshop is not over yet.")


def can_share(viewer: Any, workshop: Workshop) -> Verdict:
    """Say where its recording is: those who host it, from when it has begun."""
    verdict = can_host(viewer, workshop)
    if verdict and not (workshop.state == State.PUBLISHED and workshop.has_begun):
        return deny(_("This workshop has not begun yet."))
    return verdict


def can_give_feedback(viewer: Any, workshop: Workshop, mine: Registration | None) -> Verdict:
    if not (workshop.state == State.PUBLISHED and workshop.is_past):
        return deny(NOT_YET)
    if mine is None or not mine.is_coming:
        return deny(_("Only those who had a seat say how it was."))
    return ALLOW


def can_read_feedback(viewer: Any, workshop: Workshop) -> Verdict:
    verdict = can_host(viewer, workshop)
    return deny(NOT_YET) if verdict and not workshop.is_past else verdict
