from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class IsClosed(DomainError):
    code = "idea_is_closed"
    message = _("No workshop will be made of this idea any more.")


class IsTakenUp(DomainError):
    code = "idea_is_taken_up"
    message = _("A workshop has been made of this idea already.")


class OwnIdea(DomainError):
    """Of who has put it there, it is known that they want it."""

    code = "own_idea"
    message = _("This is your idea: you are counted as one who wants it.")


class ReasonMissing(DomainError):
    """Whoever closes the idea of somebody else says why."""

    status = 422
    code = "reason_missing"
    message = _("Say in a sentence why.")
