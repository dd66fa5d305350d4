"""What badges tell of, as one chooses how to be told of it."""

from django.utils.translation import gettext_lazy as _

from communities.matters import in_charge
from notifications import matters
from notifications.matters import Heading

BADGES = matters.declare(
    "badges",
    _("Your badges"),
    _("A community would give you one, or takes one back."),
    heading=Heading.YOU,
    order=80,
    may_be_none=False,
)
PROPOSED = matters.declare(
    "proposed_badges",
    _("Badges that you proposed"),
    _("Somebody accepts one, or does not."),
    heading=Heading.CARE,
    order=40,
    concerns=in_charge,
)
