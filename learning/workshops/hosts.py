"""Who gives a workshop, as one names them: by handle, with commas between."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communities.models import Membership, Space

MOST_HOSTS = 20


def hosts_named(text: str, space: Space) -> list[User]:
    """In the order in which they are named. Raises ValidationError.

    They belong to the community, and can read where the workshop is.
    """
    handles = list(dict.fromkeys(text.replace(",", " ").replace("@", " ").split()))
    if not handles:
        raise ValidationError(_("Name at least one person."), code="required")
    if len(handles) > MOST_HOSTS:
        raise ValidationError(_("Twenty people at most."), code="too_many")
    members = Membership.objects.active().filter(community=space.community_id)
    able: Any = space.among(User.objects.filter(pk__in=members.values("user")))
    known = {user.handle.lower(): user for user in able.with_handles(handles)}
    unknown = [handle for handle in handles if handle.lower() not in known]
    if unknown:
        message = _("Not a member who can read this: %(handles)s")
        raise ValidationError(message, code="unknown", params={"handles": ", ".join(unknown)})
    return [known[handle.lower()] for handle in handles]
