"""What ideas for workshops tell of, as one chooses how to be told of it."""

from django.utils.translation import gettext_lazy as _

from notifications import matters
from notifications.matters import Heading

IDEAS = matters.declare(
    "workshop_ideas",
    _("Ideas for workshops"),
    _("Somebody could teach what you would like to learn, or a workshop is made of your idea."),
    heading=Heading.YOU,
    order=77,
)
