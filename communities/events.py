from dataclasses import dataclass


@dataclass(frozen=True)
class CommunityFounded:
    community_id: int


@dataclass(frozen=True)
class CommunityEdited:
    community_id: int


@dataclass(frozen=True)
class MemberJoined:
    membership_id: int


@dataclass(frozen=True)
class MemberLeft:
    membership_id: int


@dataclass(frozen=True)
class RoleChanged:
    membership_id: int
    before: str
    after: str
    by_id: int


@dataclass(frozen=True)
class JoinRequested:
    join_request_id: int


@dataclass(frozen=True)
class JoinRequestDecided:
    join_request_id: int


@dataclass(frozen=True)
class InvitationSent:
    invitation_id: int


@dataclass(frozen=True)
class SpaceChanged:
    space_id: int
