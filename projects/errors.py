from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class WrongStatus(DomainError):
    """Somebody started, paused or closed it a moment before."""

    code = "wrong_status"
    message = _("This project has moved on meanwhile. Reload the page and look again.")


class WouldNotSeeIt(DomainError):
    """A facilitator from outside closes a project to all but its people."""

    code = "would_not_see_it"
    message = _(
        "You are not in this project, and could not see it any more. Join it first, or ask a lead."
    )


class LastLead(DomainError):
    code = "last_lead"
    message = _("A project needs somebody who leads it. Give the lead to another person first.")


class NotInvited(DomainError):
    code = "not_invited"
    message = _("This invitation was taken back or answered meanwhile.")


class AlreadyIn(DomainError):
    code = "already_in"
    message = _("This person is in the project already.")


class ReviewUnfinished(DomainError):
    code = "review_unfinished"
    message = _("Say first what was intended, what happened, and why. A sentence each is enough.")


class ReviewIsClosed(DomainError):
    """Another lead closed the project a moment before."""

    code = "review_is_closed"
    message = _("The project is closed, and its review stands as it is.")


class LessonsTooWide(DomainError):
    code = "lessons_too_wide"
    message = _("Somebody who reads this project could not read there. Choose another space.")


class PageIsDeleted(DomainError):
    code = "page_deleted"
    message = _("This page was deleted meanwhile. Somebody who contributes can restore it.")


class OwnBranch(DomainError):
    code = "own_branch"
    message = _("A page cannot be put below itself. Reload the page and look where things are now.")


class TooDeep(DomainError):
    code = "too_deep"
    message = _("Pages go eight levels deep, so that one finds them. Choose a place further up.")


class NameTaken(DomainError):
    code = "name_taken"
    message = _(
        "There is something of that name here. Choose another name, or add it as a new version."
    )


class NoRoom(DomainError):
    code = "no_room"
    message = _(
        "The project's room for files is full. A lead can remove deleted files for good, and the "
        "operator can give it more."
    )


class OtherKind(DomainError):
    status = 422
    code = "other_kind"
    message = _("This is another kind of file than the one before. Add it as a file of its own.")


class FileIsGone(DomainError):
    code = "file_gone"
    message = _("This was deleted meanwhile. Somebody who contributes can restore it.")


class OwnFolder(DomainError):
    code = "own_folder"
    message = _("A folder cannot be put into itself. Reload the page and look where things are.")
