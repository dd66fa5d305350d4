from members.connections.models import Connection, Dismissal
from members.photos.models import Photo
from members.profiles.models import Facet, FacetKind, Passage, Profile
from members.skills.models import Endorsement, Evidence, Meaning, Skill, SkillChoice

__all__ = [
    "Connection",
    "Dismissal",
    "Endorsement",
    "Evidence",
    "Facet",
    "FacetKind",
    "Meaning",
    "Passage",
    "Photo",
    "Profile",
    "Skill",
    "SkillChoice",
]
