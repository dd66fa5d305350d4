from django.utils.translation import gettext_lazy as _

from notifications import matters
from notifications.matters import Heading
from notifications.models import Way

PAGES = matters.declare(
    "project_pages",
    _("Pages you follow"),
    _("Somebody changes a page of a project that you wrote on, or chose to watch."),
    heading=Heading.FOLLOWED,
    order=70,
    usual=Way.DIGEST,
)
