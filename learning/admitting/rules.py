"""Who lets whom in."""

from typing import Any

from core.permissions import Verdict, deny
from learning.workshops.models import Workshop
from learning.workshops.rules import BEGUN, CANCELLED, can_host


def can_admit(viewer: Any, workshop: Workshop) -> Verdict:
    """Let somebody in who asks to come, or decline."""
    verdict = can_host(viewer, workshop)
    if verdict and not workshop.is_to_come:
        return deny(CANCELLED if workshop.is_cancelled else BEGUN)
    return verdict
