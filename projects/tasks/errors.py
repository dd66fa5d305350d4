from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import DomainError


class TaskHasMoved(DomainError):
    """Somebody else moved it since its mover looked; it stays where they put it."""

    code = "task_has_moved"

    def __init__(self, lane: str) -> None:
        said = _("Somebody moved this a moment before you. It is in “%(lane)s” now.")
        super().__init__(said % {"lane": lane})


class TaskIsDeleted(DomainError):
    code = "task_is_deleted"
    message = gettext_lazy("This task was deleted meanwhile. It can be brought back from its page.")


class NotInTheProject(DomainError):
    code = "not_in_the_project"
    message = gettext_lazy("Only those who contribute to this project can be given its tasks.")


class ProjectIsClosed(DomainError):
    code = "project_is_closed"
    message = gettext_lazy("This project was closed meanwhile. A lead can reopen it.")


class BoardNeedsLane(DomainError):
    """Somewhere to put what is to be done, and somewhere to put what is."""

    code = "board_needs_lane"
    message: str | Promise = gettext_lazy(
        "A board needs a lane for what is to be done, and one for what is done."
    )


class LaneIsGone(DomainError):
    code = "lane_is_gone"
    message = gettext_lazy("This lane was removed meanwhile. Choose another one.")


class LaneNotEmpty(DomainError):
    code = "lane_not_empty"
    message = gettext_lazy("There are tasks in this lane. Say which lane they go to.")


class NameTaken(DomainError):
    code = "name_taken"
    message = gettext_lazy("There is one of this name already.")


class CommentIsDeleted(DomainError):
    code = "comment_is_deleted"
    message = gettext_lazy("This comment was deleted meanwhile.")
