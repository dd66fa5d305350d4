from members.profiles.models.facet import Facet, FacetKind
from members.profiles.models.passage import Passage
from members.profiles.models.profile import Profile

__all__ = ["Facet", "FacetKind", "Passage", "Profile"]
