from members.profiles.models import Facet, FacetKind, Passage, Profile

__all__ = ["Facet", "FacetKind", "Passage", "Profile"]
