from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class WrongState(DomainError):
    """Somebody published or retired it a moment before."""

    code = "wrong_state"
    message = _("This badge has moved on meanwhile. Reload the page and look again.")


class NotAMember(DomainError):
    code = "not_a_member"
    message = _("Only members of this community can be given its badges.")


class HasIt(DomainError):
    """Or has been asked, and has not answered yet."""

    code = "has_it"
    message = _("They have this badge, or are asked whether they want it.")


class OneselfAlone(DomainError):
    code = "oneself_alone"
    message = _("Nobody proposes a badge for themselves. Ask another facilitator.")


class IsDecided(DomainError):
    code = "is_decided"
    message = _("This was decided meanwhile. Reload the page and look again.")


class NoPicture(DomainError):
    status = 422
    code = "no_picture"
    message = _("This file is not a picture: take a PNG, JPEG, GIF or WebP.")
