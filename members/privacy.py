from core.privacy import OWN

FIELDS = {
    "Facet.user": OWN,
    "Passage.user": OWN,
    "Profile.user": OWN,
}
