from projects.models.collaborator import Collaborator, Role, Standing
from projects.models.project import Project, Status, Visibility
from projects.related.models import Related
from projects.tasks.models import (
    Assignee,
    CalendarKey,
    ChecklistItem,
    Label,
    Lane,
    Milestone,
    Task,
    TaskChange,
    TaskComment,
)

__all__ = [
    "Assignee",
    "CalendarKey",
    "ChecklistItem",
    "Collaborator",
    "Label",
    "Lane",
    "Milestone",
    "Project",
    "Related",
    "Role",
    "Standing",
    "Status",
    "Task",
    "TaskChange",
    "TaskComment",
    "Visibility",
]
