from django.utils.translation import gettext_lazy as _

from notifications import matters
from notifications.matters import Heading
from notifications.models import Way

FILES = matters.declare(
    "project_files",
    _("Files of projects you follow"),
    _("Somebody adds a file to a project that you watch, or a new version of one."),
    heading=Heading.FOLLOWED,
    order=71,
    usual=Way.DIGEST,
)
