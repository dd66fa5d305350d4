from core.privacy import OWN, TRACE, WRITTEN

FIELDS = {
    "Feedback.user": OWN,
    "Award.proposed_by": TRACE,
    "Award.revoked_by": TRACE,
    "Award.user": OWN,
    "Badge.defined_by": WRITTEN,
    "Host.user": OWN,
    "Recording.shared_by": TRACE,
    "Registration.user": OWN,
    "Message.by": WRITTEN,
    "QuestionVote.user": OWN,
    "Workshop.proposed_by": WRITTEN,
    "WorkshopQuestion.added_by": TRACE,
    "WorkshopQuestion.settled_by": TRACE,
}
