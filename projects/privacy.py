from core.privacy import KEPT, OWN, SECRET, TRACE, WRITTEN

FIELDS = {
    "Assignee.by": TRACE,
    "Assignee.user": OWN,
    "CalendarKey.user": SECRET,
    "ChecklistItem.done_by": TRACE,
    "Application.decided_by": TRACE,
    "Application.user": OWN,
    "Call.called_by": WRITTEN,
    "Collaborator.user": OWN,
    "Collaborator.invited_by": TRACE,
    "Contribution.user": OWN,
    "Contribution.confirmed_by": TRACE,
    "Lesson.author": WRITTEN,
    "Decision.noted_by": WRITTEN,
    "Match.user": OWN,
    "Meeting.noted_by": WRITTEN,
    "Project.begun_by": WRITTEN,
    "Related.address": KEPT,  # of a page, not of a person
    "Related.added_by": TRACE,  # of a page
    "Related.person": OWN,
    "Task.created_by": WRITTEN,
    "Task.deleted_by": TRACE,
    "TaskChange.by": TRACE,
    "TaskChange.who": TRACE,
    "TaskComment.author": WRITTEN,
    "Review.begun_by": TRACE,
    "Review.closed_by": TRACE,
    "Update.by": WRITTEN,
    "UpdateReading.user": OWN,
    "Wish.user": OWN,
}
