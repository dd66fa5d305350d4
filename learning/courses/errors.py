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


class HasMoved(DomainError):
    code = "has_moved"
    message = _("Somebody has moved something here meanwhile. It stands as you see it now.")


class BadCaptions(DomainError):
    """What was sent are no captions that can be read; the message says in which line."""

    status = 422
    code = "bad_captions"

    def __init__(self, reason: str, line: int = 0) -> None:
        at_line = _("Line %(line)d: %(reason)s") % {"line": line, "reason": reason}
        super().__init__(at_line if line else reason)


class TooManyCaptions(DomainError):
    code = "too_many_captions"
    message = _("A video has captions in at most 20 languages.")


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


class HasQuestions(DomainError):
    code = "has_questions"
    message = _("This lesson asks questions already. Put the assignment into a lesson of its own.")


class HasAssignment(DomainError):
    code = "has_assignment"
    message = _("This lesson has an assignment. Put the questions into a lesson of its own.")


class NoAssignment(DomainError):
    code = "no_assignment"
    message = _("This lesson asks for no work.")


class NothingWritten(DomainError):
    status = 422
    code = "nothing_written"
    message = _("Write something, or add a file, before you hand it in.")


class NamesItsAuthor(DomainError):
    """It is broken or locked, so what it says of its author cannot be taken out."""

    status = 422
    code = "names_its_author"

    def __init__(self, name: str) -> None:
        said = _(
            "“%(name)s” cannot be read, as when it has a password, so its author cannot be taken "
            "out for those who review it. Save it anew without a password, or as another kind."
        )
        super().__init__(said % {"name": name})


class IsHandedIn(DomainError):
    code = "is_handed_in"
    message = _("This is handed in. Take it back to change it.")


class IsNotHandedIn(DomainError):
    code = "is_not_handed_in"
    message = _("This is not handed in, or was taken back meanwhile.")


class IsUnderReview(DomainError):
    code = "is_under_review"
    message = _("Somebody has begun to review this, so it stays as it is.")


class IsDone(DomainError):
    code = "work_is_done"
    message = _("Your work has passed already.")


class NotEarned(DomainError):
    code = "not_earned"
    message = _("This lesson is done once your work has passed and you have reviewed others.")


class BadPoints(DomainError):
    status = 422
    code = "bad_points"
    message = _("Such points cannot be given.")


class IsIncomplete(DomainError):
    status = 422
    code = "is_incomplete"
    message = _("Give points for each criterion, and say something in your own words.")


class ReviewIsSent(DomainError):
    code = "review_is_sent"
    message = _("This review is sent, and cannot be changed.")


class ReviewIsOver(DomainError):
    code = "review_is_over"
    message = _("Your time for this review is over, and others review the work now.")


class NothingToReview(DomainError):
    code = "nothing_to_review"
    message = _("Nothing waits for a review by you now. You are told as soon as something does.")


class HandInFirst(DomainError):
    code = "hand_in_first"
    message = _("Hand in your own work, and then review those of others.")


class NudgedLately(DomainError):
    code = "nudged_lately"
    message = _("They were written to within the last seven days. Give them a little time.")
