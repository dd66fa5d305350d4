from communities.models.activity import Activity
from communities.models.community import Community
from communities.models.digest_note import DigestNote
from communities.models.invitation import Invitation
from communities.models.join_request import JoinRequest
from communities.models.membership import Membership, Role, Standing
from communities.models.space import Space, SpaceMember
from communities.models.tag import Tag, TagSynonym

__all__ = [
    "Activity",
    "Community",
    "DigestNote",
    "Invitation",
    "JoinRequest",
    "Membership",
    "Role",
    "Space",
    "SpaceMember",
    "Standing",
    "Tag",
    "TagSynonym",
]
