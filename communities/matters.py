"""What communities tell of, as one chooses how to be told of it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from communities.models import Role
from communities.models.membership import memberships_of
from notifications import matters
from notifications.matters import Heading


def looks_after(*roles: Role) -> Any:
    def concerns(user: Any) -> bool:
        return any(membership.role in roles for membership in memberships_of(user).values())

    return concerns


in_charge = looks_after(Role.OWNER, Role.FACILITATOR)
moderates = looks_after(Role.OWNER, Role.FACILITATOR, Role.MODERATOR)

BELONGING = matters.declare(
    "belonging",
    _("Your membership"),
    _("You were let in or declined, or your role has changed."),
    heading=Heading.YOU,
    order=50,
    may_be_none=False,
)
REQUESTS = matters.declare(
    "requests",
    _("Requests to join"),
    _("Somebody asks to join a community that you are in charge of."),
    heading=Heading.CARE,
    order=10,
    concerns=in_charge,
)
