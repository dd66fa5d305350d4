from core.privacy import OWN, SECRET, TRACE, WRITTEN

FIELDS = {
    "Assignee.by": TRACE,
    "Assignee.user": OWN,
    "CalendarKey.user": SECRET,
    "ChecklistItem.done_by": TRACE,
    "Collaborator.user": OWN,
    "Collaborator.invited_by": TRACE,
    "Project.begun_by": WRITTEN,
    "Related.added_by": TRACE,
    "Related.person": OWN,
    "Task.created_by": WRITTEN,
    "Task.deleted_by": TRACE,
    "TaskChange.by": TRACE,
    "TaskChange.who": TRACE,
    "TaskComment.author": WRITTEN,
}
