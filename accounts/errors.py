from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class HandleTaken(DomainError):
    code = "handle_taken"
    message = _("Somebody else has this handle. Choose another.")


class EmailTaken(DomainError):
    """Said to nobody: who has an account is not told to whoever asks."""

    code = "email_taken"


class MailNotSent(DomainError):
    status = 503
    code = "mail_not_sent"
    message = _("We could not send the mail just now. Try again in a few minutes.")
