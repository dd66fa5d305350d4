from core.privacy import OWN, TRACE

FIELDS = {
    "Evidence.user": OWN,
    "Evidence.witness": TRACE,
    "Facet.user": OWN,
    "Meaning.said_by": TRACE,
    "Passage.user": OWN,
    "Profile.user": OWN,
    "SkillChoice.user": OWN,
}
