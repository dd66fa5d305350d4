import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.zones import zones

HANDLE = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,28}[a-z0-9])?", re.IGNORECASE)

# Some scripts cannot spell a name without them.
ZERO_WIDTH_JOINER, ZERO_WIDTH_NON_JOINER = "\u200d", "\u200c"

# Words that are, or may become, addresses, or that would speak for the site.
RESERVED_HANDLES = frozenset(
    """
    about abuse account accounts admin administrator all api app archive assets auth badge
    badges c cal calendar channel communities community contact design dev digest docs email
    everyone feed feeds guildhall hall help here home host hostmaster inbox info invite join
    learning legal livez login logout mail me media member members message messages metrics
    moderation moderator moderators new news no-reply noreply notice notices null official
    operator p people policy postmaster privacy project projects readyz register root rss
    rules search security settings signin signout signup site sitemap staff static status
    statusz support system team terms undefined uploads user users webmaster well-known
    workshop workshops www you
    """.split()  # noqa: SIM905 - a list of ninety quoted words reads worse
)


def validate_handle(value: str) -> None:
    if not HANDLE.fullmatch(value):
        raise ValidationError(
            _("Use letters, digits, - and _; begin and end with a letter or digit."),
            code="shape",
        )
    if value.lower() in RESERVED_HANDLES:
        raise ValidationError(
            _("This handle is kept for the site. Choose another."), code="reserved"
        )


def validate_name(value: str) -> None:
    """A name stands in mail headers and beside other names: nothing that breaks or turns lines."""
    plain = value.replace(ZERO_WIDTH_JOINER, "").replace(ZERO_WIDTH_NON_JOINER, "")
    if any(unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp"} for character in plain):
        raise ValidationError(_("Use letters and punctuation only."), code="shape")
    if not any(character.isalnum() for character in value):
        raise ValidationError(_("A name needs at least one letter."), code="shape")


def validate_timezone(value: str) -> None:
    if value not in zones():
        raise ValidationError(_("This is not a time zone we know."), code="unknown")
