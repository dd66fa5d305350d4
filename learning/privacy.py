from core.privacy import OWN, WRITTEN

FIELDS = {
    "Host.user": OWN,
    "Registration.user": OWN,
    "Workshop.proposed_by": WRITTEN,
}
