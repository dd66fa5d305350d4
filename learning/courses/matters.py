"""What courses tell of, as one chooses how to be told of it."""

from django.utils.translation import gettext_lazy as _

from notifications import matters
from notifications.matters import Heading

TAKEN = matters.declare(
    "taken_courses",
    _("Courses that you take"),
    _("Lessons open to you, or the course is published anew."),
    heading=Heading.YOU,
    order=75,
)
TAUGHT = matters.declare(
    "taught_courses",
    _("Courses that you teach or look after"),
    _("One is begun where you are a facilitator, or yours is published."),
    heading=Heading.WORK,
    order=55,
)
COURSES = matters.declare(
    "courses",
    _("Courses where you follow"),
    _("One is published where you watch, or one that you follow is published anew."),
    heading=Heading.FOLLOWED,
    order=75,
)
