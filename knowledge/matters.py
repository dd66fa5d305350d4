"""What articles tell of, as one chooses how to be told of it."""

from django.utils.translation import gettext_lazy as _

from communities.matters import moderates
from notifications import matters
from notifications.matters import Heading

OWN_ARTICLES = matters.declare(
    "own_articles",
    _("Your articles"),
    _("One is published or given back, has your work in it, is doubted, or is due for a look."),
    heading=Heading.WORK,
    order=30,
)
ARTICLES = matters.declare(
    "articles",
    _("New articles"),
    _("An article is published where you watch, or follow new topics only."),
    heading=Heading.FOLLOWED,
    order=40,
)
PROPOSALS = matters.declare(
    "proposals",
    _("Articles to decide on"),
    _("Somebody proposes an article, in a community that you moderate."),
    heading=Heading.CARE,
    order=40,
    concerns=moderates,
)
