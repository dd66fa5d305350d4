"""What skills tell of, as one chooses how to be told of it."""

from django.utils.translation import gettext_lazy as _

from notifications import matters
from notifications.matters import Heading

ENDORSEMENTS = matters.declare(
    "endorsements",
    _("Endorsements"),
    _("Somebody who had a part in it says that you can do something."),
    heading=Heading.YOU,
    order=85,
)
