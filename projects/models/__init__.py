from projects.models.collaborator import Collaborator, Role, Standing
from projects.models.contribution import Contribution
from projects.models.file_version import FileVersion
from projects.models.folder import Folder
from projects.models.lesson import Lesson, Verdict
from projects.models.page import Page
from projects.models.page_revision import PageRevision
from projects.models.project import Project, Status, Visibility
from projects.models.project_file import ProjectFile
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

from projects.calls.models import (  # isort: skip - they hang on a project
    Application,
    ApplicationState,
    Call,
    CallState,
    Match,
    Wish,
)
from projects.meetings.models import ActionItem, Meeting  # isort: skip
from projects.decisions.models import Decision  # isort: skip
from projects.updates.models import Update, UpdateReading  # isort: skip

__all__ = [
    "ActionItem",
    "Application",
    "ApplicationState",
    "Assignee",
    "CalendarKey",
    "Call",
    "CallState",
    "ChecklistItem",
    "Collaborator",
    "Contribution",
    "Decision",
    "FileVersion",
    "Folder",
    "Label",
    "Lane",
    "Lesson",
    "Match",
    "Meeting",
    "Milestone",
    "Page",
    "PageRevision",
    "Project",
    "ProjectFile",
    "Related",
    "Review",
    "Role",
    "Standing",
    "Status",
    "Task",
    "TaskChange",
    "TaskComment",
    "Update",
    "UpdateReading",
    "Verdict",
    "Visibility",
    "Wish",
]
