from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class IsThere(DomainError):
    code = "is_there"
    message = _("This workshop takes up that question already.")


class IsSettled(DomainError):
    code = "is_settled"
    message = _("Somebody has said meanwhile what became of this question.")


class OwnQuestion(DomainError):
    code = "own_question"
    message = _("This is your own question: it counts already.")
