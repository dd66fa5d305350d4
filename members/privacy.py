from core.privacy import OWN, TRACE

FIELDS = {
    "Facet.user": OWN,
    "Meaning.said_by": TRACE,
    "Passage.user": OWN,
    "Profile.user": OWN,
}
