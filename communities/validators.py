import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MARK = re.compile(r"[MLHVZmlhvz0-9 .,-]+")
RESERVED_SLUGS = frozenset({"new", "mine", "join", "invitations"})


def validate_slug(value: str) -> None:
    if not SLUG.fullmatch(value):
        raise ValidationError(
            _("Use small letters, digits and single hyphens between them."), code="shape"
        )
    if value in RESERVED_SLUGS:
        raise ValidationError(
            _("This address is kept for the site. Choose another."), code="reserved"
        )


def plain_domain(text: str) -> str:
    return text.strip().lstrip("@").lower()


def validate_mark(value: str) -> None:
    """SVG path data, straight lines only: it is drawn on pages as it stands."""
    if not MARK.fullmatch(value):
        raise ValidationError(_("This is not a mark."), code="shape")
