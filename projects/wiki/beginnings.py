"""What a new page can begin with: headings that are usual for its kind."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Beginning:
    key: str
    name: str | Promise
    title: str | Promise = ""
    source: str | Promise = ""


BLANK = Beginning("", _("Blank page"))
BEGINNINGS = (
    BLANK,
    Beginning(
        "meeting",
        _("Meeting notes"),
        _("Meeting of "),
        _(
            "**Present:** \n\n## What we talked about\n\n- \n\n## What we decided\n\n- \n\n"
            "## Who does what, until when\n\n- \n"
        ),
    ),
    Beginning(
        "decision",
        _("Decision"),
        _("Decision: "),
        _(
            "## What we decided\n\n\n## Why\n\n\n## What else we thought of\n\n- \n\n"
            "## What follows from it\n\n- \n\n## When we look at it again\n\n"
        ),
    ),
    Beginning(
        "plan",
        _("Plan"),
        _("Plan for "),
        _(
            "## What will be there at the end\n\n\n## Steps\n\n1. \n\n## Who does what\n\n\n"
            "## What could go wrong\n\n- \n"
        ),
    ),
    Beginning(
        "reading",
        _("Reading list"),
        _("Reading: "),
        _(
            "## To begin with\n\n- [Title](https://): what it says, in a sentence\n\n"
            "## To go deeper\n\n- \n\n## Read, and not worth it\n\n- \n"
        ),
    ),
)

BY_KEY = {beginning.key: beginning for beginning in BEGINNINGS}
