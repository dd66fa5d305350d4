"""Kind words to begin an answer with. Whoever answers changes them as they like."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Words:
    key: str
    name: Promise
    text: Promise


WELCOME = _("Welcome! We are glad that you want to make this with us.")

DECLINING: tuple[Words, ...] = (
    Words(
        "found",
        _("We have found somebody"),
        _(
            "Thank you for offering to help. Several people did, and we could take only a few. "
            "Please do not read it as a verdict on what you know. You are welcome to follow the "
            "project, and to say what you think in its talk."
        ),
    ),
    Words(
        "other",
        _("We need something else"),
        _(
            "Thank you for offering to help, and for saying so clearly what you would do. What we "
            "need right now is a little different. When a call comes that fits you better, we "
            "would be glad to hear from you again."
        ),
    ),
    Words(
        "later",
        _("Not now"),
        _(
            "Thank you for offering to help. The project is not yet where it could make good use "
            "of your time, and we do not want to waste it. May we ask you again when it is?"
        ),
    ),
)
BY_KEY = {words.key: words for words in DECLINING}
