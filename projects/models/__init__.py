from projects.models.collaborator import Collaborator, Role, Standing
from projects.models.contribution import Contribution
from projects.models.lesson import Lesson, Verdict
from projects.models.project import Project, Status, Visibility
from projects.models.review import Review
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
    "Contribution",
    "Label",
    "Lane",
    "Lesson",
    "Milestone",
    "Project",
    "Related",
    "Review",
    "Role",
    "Standing",
    "Status",
    "Task",
    "TaskChange",
    "TaskComment",
    "Verdict",
    "Visibility",
]
