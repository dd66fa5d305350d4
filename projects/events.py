from dataclasses import dataclass


@dataclass(frozen=True)
class ProjectBegun:
    project_id: int


@dataclass(frozen=True)
class ProjectEdited:
    project_id: int


@dataclass(frozen=True)
class ProjectMoved:
    """Into another status."""

    project_id: int
    was: str
    now: str
    by_id: int


@dataclass(frozen=True)
class CollaboratorInvited:
    collaborator_id: int


@dataclass(frozen=True)
class InvitationDeclined:
    project_id: int
    user_id: int


@dataclass(frozen=True)
class CollaboratorJoined:
    """By accepting an invitation, or by themselves where that is open."""

    collaborator_id: int


@dataclass(frozen=True)
class CollaboratorLeft:
    """By themselves, or put out."""

    collaborator_id: int
    by_id: int


@dataclass(frozen=True)
class CollaboratorRoleGiven:
    collaborator_id: int
    by_id: int


@dataclass(frozen=True)
class ContributorThanked:
    contribution_id: int


@dataclass(frozen=True)
class ThanksWithdrawn:
    """By the key of what was told, since the row is gone."""

    key: str


@dataclass(frozen=True)
class ThanksChanged:
    """What somebody is thanked for in a project, or whether they are named, is another matter."""

    project_id: int


@dataclass(frozen=True)
class NamedInProject:
    """A call, an update, a decision or a meeting names people whom it did not name before."""

    target: str  # `update:7`
    by_id: int
    user_ids: list[int]
