from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class WrongState(DomainError):
    """Somebody published or retired it a moment before."""

    code = "wrong_state"
    message = _("This course has moved on meanwhile. Reload the page and look again.")


class NobodyTeaches(DomainError):
    code = "nobody_teaches"
    message = _("A course needs somebody who teaches it.")


class NothingToPublish(DomainError):
    code = "nothing_to_publish"
    message = _("A course needs at least one lesson before it is published.")


class NothingNew(DomainError):
    code = "nothing_new"
    message = _("Nothing has changed since it was published last.")


class NotReady(DomainError):
    code = "not_ready"
    message = _("This course asks for another one to be finished first.")


class NotEnrolled(DomainError):
    code = "not_enrolled"
    message = _("You do not take this course, or have left it meanwhile.")


class NotInThisEdition(DomainError):
    code = "not_in_this_edition"
    message = _("This lesson is not part of the course as you take it.")


class RequiresItself(DomainError):
    code = "requires_itself"
    message = _("One of these courses asks for this one, so nobody could begin either.")


class IsRemoved(DomainError):
    code = "is_removed"
    message = _("Somebody has taken this out of the course meanwhile.")


class BadAnswer(DomainError):
    status = 422
    code = "bad_answer"
    message = _("This is no answer to this question.")


class NoQuiz(DomainError):
    code = "no_quiz"
    message = _("This lesson asks no questions.")


class NoAttemptsLeft(DomainError):
    code = "no_attempts_left"
    message = _("You have used all attempts at these questions.")


class HasPassed(DomainError):
    code = "has_passed"
    message = _("You have answered these questions well enough already.")


class AttemptIsSent(DomainError):
    code = "attempt_is_sent"
    message = _("These answers are sent, and cannot be changed.")


class NotPassed(DomainError):
    code = "not_passed"
    message = _("This lesson is done once its questions are answered well enough.")
