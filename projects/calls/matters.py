"""What calls tell of, as one chooses how to be told of it."""

from django.utils.translation import gettext_lazy as _

from notifications import matters
from notifications.matters import Heading

APPLICATIONS = matters.declare(
    "applications",
    _("Applications to projects"),
    _("Yours is accepted or declined, or somebody answers a call of a project that you lead."),
    heading=Heading.YOU,
    order=61,
    may_be_none=False,
)
MATCHING_CALLS = matters.declare(
    "matching_calls",
    _("Calls that look for you"),
    _("A project looks for somebody with tags that you chose, or who knows what you know."),
    heading=Heading.YOU,
    order=62,
)
CALLS = matters.declare(
    "calls",
    _("Calls of projects you are in or follow"),
    _("One looks for somebody, or a call of one that you lead ends."),
    heading=Heading.FOLLOWED,
    order=61,
)
