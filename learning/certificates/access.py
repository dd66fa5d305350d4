"""The doors to certificates, for web and API: unseen is 404, refused is 403."""

from typing import Any

from django.http import Http404

from core.permissions import require
from learning.certificates import rules
from learning.certificates.certificate import Certificate
from learning.certificates.signing import attended_by
from learning.workshops.access import workshop_to_read
from learning.workshops.models import Workshop
from learning.workshops.showing import own_place


def own_certificate(viewer: Any, pk: int) -> Certificate:
    workshop = workshop_to_read(viewer, pk)
    mine = own_place(viewer, workshop)
    require(rules.can_have_certificate(workshop, mine))
    assert mine is not None  # noqa: S101 - the rule has asked
    return Certificate(mine)


def certificate_to_check(attended: str) -> Certificate:
    """Whoever has its address may: its holder gave it to them."""
    found = attended_by(attended)
    if found is None:
        raise Http404
    found.workshop = Workshop.objects.for_page().get(pk=found.workshop_id)
    return Certificate(found)
