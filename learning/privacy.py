from core.privacy import OWN, SECRET, TRACE, WRITTEN

FIELDS = {
    "Award.proposed_by": TRACE,
    "Award.revoked_by": TRACE,
    "Award.user": OWN,
    "Badge.defined_by": WRITTEN,
    "CalendarFeed.user": SECRET,
    "Course.proposed_by": WRITTEN,
    "Edition.published_by": WRITTEN,
    "Feedback.user": OWN,
    "Guest.email": SECRET,  # of somebody who has no account
    "Host.user": OWN,
    "Message.by": WRITTEN,
    "Nudge.by": WRITTEN,
    "QuestionVote.user": OWN,
    "Recording.shared_by": TRACE,
    "Registration.user": OWN,
    "Run.user": OWN,
    "Series.proposed_by": WRITTEN,
    "SeriesPlace.user": OWN,
    "Teacher.user": OWN,
    "Workshop.proposed_by": WRITTEN,
    "WorkReview.by": WRITTEN,
    "WorkReview.set_aside_by": TRACE,
    "WorkshopQuestion.added_by": TRACE,
    "WorkshopQuestion.settled_by": TRACE,
}
