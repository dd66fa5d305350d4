"""Who may do what with those who come to a workshop."""

from typing import Any

from core.permissions import Verdict, deny
from learning.workshops.models import Workshop
from learning.workshops.rules import CANCELLED, can_host


def can_write(viewer: Any, workshop: Workshop) -> Verdict:
    """To those who are registered."""
    verdict = can_host(viewer, workshop)
    return deny(CANCELLED) if verdict and workshop.is_cancelled else verdict
