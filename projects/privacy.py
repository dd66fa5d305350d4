from core.privacy import OWN, TRACE, WRITTEN

FIELDS = {
    "Collaborator.user": OWN,
    "Collaborator.invited_by": TRACE,
    "Project.begun_by": WRITTEN,
    "Related.added_by": TRACE,
    "Related.person": OWN,
}
