"""What workshops tell of, as one chooses how to be told of it."""

from django.utils.translation import gettext_lazy as _

from notifications import matters
from notifications.matters import Heading

SEATS = matters.declare(
    "workshop_seats",
    _("Your seats in workshops"),
    _(
        "You have one, wait or are offered one; or the workshop moves, is elsewhere, is cancelled "
        "or recorded."
    ),
    heading=Heading.YOU,
    order=70,
    may_be_none=False,
)
QUESTIONS = matters.declare(
    "workshop_questions",
    _("Your questions in workshops"),
    _("A workshop takes up a question of yours, or one that you found useful; or answers it."),
    heading=Heading.YOU,
    order=75,
)
HOSTED = matters.declare(
    "hosted_workshops",
    _("Workshops that you host or look after"),
    _("One is proposed where you are a facilitator, or yours is published, moved or cancelled."),
    heading=Heading.WORK,
    order=50,
)
WORKSHOPS = matters.declare(
    "workshops",
    _("Workshops where you follow"),
    _("One is published where you watch, or one that you follow moves or is cancelled."),
    heading=Heading.FOLLOWED,
    order=70,
)
