from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class AnswerMissing(DomainError):
    code = "answer_missing"
    status = 422
    message = _("Those who host it ask something that you have not answered yet.")


class NoSuchAnswer(DomainError):
    code = "no_such_answer"
    status = 422
    message = _("That is not an answer to what those who host it ask.")
