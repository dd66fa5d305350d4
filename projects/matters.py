"""What projects tell of, as one chooses how to be told of it."""

from django.utils.translation import gettext_lazy as _

from notifications import matters
from notifications.matters import Heading

INVITATIONS = matters.declare(
    "project_invitations",
    _("Invitations to projects"),
    _("Somebody asks you into a project, or gives you another role in one."),
    heading=Heading.YOU,
    order=60,
    may_be_none=False,
)
PROJECTS = matters.declare(
    "projects",
    _("Projects you are in"),
    _("Somebody joins or leaves one that you lead, or it starts, pauses or closes."),
    heading=Heading.WORK,
    order=40,
)
NEW_PROJECTS = matters.declare(
    "new_projects",
    _("New projects"),
    _("Somebody proposes a project where you watch, or follow new topics only."),
    heading=Heading.FOLLOWED,
    order=60,
)
TASKS = matters.declare(
    "tasks",
    _("Tasks of yours"),
    _("You are given one, or one that you have falls due, moves or is talked about."),
    heading=Heading.WORK,
    order=45,
)
THANKS = matters.declare(
    "project_thanks",
    _("Thanks for what you made"),
    _("A project that you made closes, and those who led it thank you."),
    heading=Heading.YOU,
    order=65,
)
