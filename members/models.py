from members.profiles.models import Facet, FacetKind, Passage, Profile
from members.skills.models import Evidence, Meaning, Skill, SkillChoice

__all__ = [
    "Evidence",
    "Facet",
    "FacetKind",
    "Meaning",
    "Passage",
    "Profile",
    "Skill",
    "SkillChoice",
]
