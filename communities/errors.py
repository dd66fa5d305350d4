from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class LastOwner(DomainError):
    code = "last_owner"
    message = _("You are the only owner. Make somebody else an owner first.")


class InvitationSpent(DomainError):
    code = "invitation_spent"
    message = _("This invitation has been used, withdrawn, or is too old. Ask for a new one.")


class AlreadyDecided(DomainError):
    code = "already_decided"
    message = _("Somebody has already answered this request.")


class NoDomains(DomainError):
    code = "no_domains"
    message = _("Name at least one email domain, or say differently who can join.")


class WordTaken(DomainError):
    code = "word_taken"
    message = _("One of these words is a tag of its own.")


class SuspendedMember(DomainError):
    code = "suspended"
    message = _("Your membership is suspended. Write to the facilitators.")
