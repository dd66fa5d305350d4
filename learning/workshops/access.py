"""The doors to workshops, for web and API: unseen is 404, refused is 403."""

from collections.abc import Callable
from typing import Any

from django.shortcuts import get_object_or_404

from communities.access import community_to_read
from communities.models import Community
from core.permissions import Verdict, require
from learning.workshops import rules
from learning.workshops.models import Registration, Workshop
from learning.workshops.models.registration import GUEST


def workshop_to_read(viewer: Any, pk: int) -> Workshop:
    return get_object_or_404(Workshop.objects.visible_to(viewer).for_page(), pk=pk)


def community_to_propose_in(viewer: Any, slug: str) -> Community:
    community = community_to_read(viewer, slug)
    require(rules.can_propose(viewer, community))
    return community


def workshop_to_edit(viewer: Any, pk: int) -> Workshop:
    return _allowed(viewer, pk, rules.can_edit)


def workshop_to_publish(viewer: Any, pk: int) -> Workshop:
    return _allowed(viewer, pk, rules.can_publish)


def workshop_to_move(viewer: Any, pk: int) -> Workshop:
    return _allowed(viewer, pk, rules.can_move)


def workshop_to_cancel(viewer: Any, pk: int) -> Workshop:
    return _allowed(viewer, pk, rules.can_cancel)


def workshop_to_register_for(viewer: Any, pk: int) -> Workshop:
    return _allowed(viewer, pk, rules.can_register)


def workshop_to_open_up(viewer: Any, pk: int) -> Workshop:
    return _allowed(viewer, pk, rules.can_open_up)


def workshop_to_host(viewer: Any, pk: int) -> Workshop:
    return _allowed(viewer, pk, rules.can_host)


def own_registration(viewer: Any, pk: int) -> Registration:
    """The viewer's, as long as they want to come."""
    workshop = workshop_to_read(viewer, pk)
    found: Registration = get_object_or_404(
        Registration.objects.current().of(viewer).for_display(), workshop=workshop
    )
    found.workshop = workshop
    return found


def registration_to_note(viewer: Any, pk: int, handle: str) -> Registration:
    """Somebody's, to note whether they came."""
    workshop = _allowed(viewer, pk, rules.can_note_who_came)
    number = handle.removeprefix(GUEST)
    whose: dict[str, Any] = {"user__handle__iexact": handle}
    if number != handle:
        whose = {"pk": int(number) if number.isdecimal() else 0, "user": None}
    coming = Registration.objects.coming().for_display()
    found: Registration = get_object_or_404(coming, workshop=workshop, **whose)
    found.workshop = workshop
    return found


def _allowed(viewer: Any, pk: int, rule: Callable[[Any, Workshop], Verdict]) -> Workshop:
    workshop = workshop_to_read(viewer, pk)
    require(rule(viewer, workshop))
    return workshop
