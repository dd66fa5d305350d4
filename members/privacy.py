from core.privacy import OWN, SECRET, TRACE

FIELDS = {
    "Endorsement.by": OWN,
    "Evidence.user": OWN,
    "Evidence.witness": TRACE,
    "Connection.asker": OWN,
    "Connection.asked": OWN,
    "Connection.ended_by": SECRET,  # the other is not told who ended it
    "Dismissal.user": OWN,
    "Dismissal.person": SECRET,
    "Facet.user": OWN,
    "Meaning.said_by": TRACE,
    "Passage.user": OWN,
    "Photo.user": OWN,
    "Profile.user": OWN,
    "SkillChoice.user": OWN,
}
