"""The doors to what remains of workshops, for web and API: unseen is 404, refused is 403."""

from typing import Any

from django.shortcuts import get_object_or_404

from core.permissions import require
from learning.afterwards import rules
from learning.afterwards.models import Feedback, Recording
from learning.workshops.access import workshop_to_read
from learning.workshops.models import Workshop
from learning.workshops.showing import own_place


def workshop_to_share(viewer: Any, pk: int) -> Workshop:
    workshop = workshop_to_read(viewer, pk)
    require(rules.can_share(viewer, workshop))
    return workshop


def recording_to_withdraw(viewer: Any, pk: int) -> Recording:
    found: Recording = get_object_or_404(Recording, workshop=workshop_to_share(viewer, pk))
    return found


def workshop_to_say_how_it_was(viewer: Any, pk: int) -> Workshop:
    workshop = workshop_to_read(viewer, pk)
    require(rules.can_give_feedback(viewer, workshop, own_place(viewer, workshop)))
    return workshop


def own_feedback(viewer: Any, pk: int) -> Feedback:
    workshop = workshop_to_say_how_it_was(viewer, pk)
    found: Feedback = get_object_or_404(Feedback.objects.of(viewer), workshop=workshop)
    return found


def workshop_whose_feedback_to_read(viewer: Any, pk: int) -> Workshop:
    workshop = workshop_to_read(viewer, pk)
    require(rules.can_read_feedback(viewer, workshop))
    return workshop
