from members.profiles.models import Facet, FacetKind, Passage, Profile
from members.skills.models import Meaning, Skill

__all__ = ["Facet", "FacetKind", "Meaning", "Passage", "Profile", "Skill"]
