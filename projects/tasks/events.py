from dataclasses import dataclass


@dataclass(frozen=True)
class TaskAdded:
    task_id: int


@dataclass(frozen=True)
class TaskChanged:
    """Any of what its page says."""

    task_id: int


@dataclass(frozen=True)
class TaskAssigned:
    task_id: int
    user_id: int
    by_id: int


@dataclass(frozen=True)
class TaskReleased:
    """It is not on this person's list any more."""

    task_id: int
    user_id: int


@dataclass(frozen=True)
class TaskDueMoved:
    task_id: int
    by_id: int


@dataclass(frozen=True)
class TaskFinished:
    task_id: int
    by_id: int


@dataclass(frozen=True)
class TaskMentioned:
    """Its description names people who were not named before."""

    task_id: int
    by_id: int
    user_ids: list[int]


@dataclass(frozen=True)
class TaskDeleted:
    task_id: int


@dataclass(frozen=True)
class TaskRestored:
    task_id: int


@dataclass(frozen=True)
class TaskCommented:
    comment_id: int
    named: list[int]


@dataclass(frozen=True)
class TaskCommentDeleted:
    comment_id: int
