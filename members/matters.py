"""What is told of people, as one chooses how to be told of it."""

from django.utils.translation import gettext_lazy as _

from notifications import matters
from notifications.matters import Heading

CONNECTIONS = matters.declare(
    "connections",
    _("Connections"),
    _("Somebody asks you to connect, or accepts what you asked."),
    heading=Heading.YOU,
    order=90,
)
PEOPLE = matters.declare(
    "people",
    _("People you follow"),
    _("Somebody whom you follow writes in a community of yours."),
    heading=Heading.FOLLOWED,
    order=60,
)
