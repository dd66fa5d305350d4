from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class WrongState(DomainError):
    """Somebody published, returned or retired it a moment before."""

    code = "wrong_state"
    message = _("This article has moved on meanwhile. Reload the page and look again.")


class NothingRecommended(DomainError):
    code = "nothing_recommended"
    message = _("Write down the recommended practice first: it is what an article is for.")


class OwnSuccessor(DomainError):
    code = "own_successor"
    message = _("An article is followed by another one that is published, in the same community.")
