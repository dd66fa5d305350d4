from projects.tasks.models.assignee import Assignee
from projects.tasks.models.calendar_key import CalendarKey
from projects.tasks.models.change import Field, TaskChange
from projects.tasks.models.checklist import ChecklistItem
from projects.tasks.models.comment import TaskComment
from projects.tasks.models.label import Label
from projects.tasks.models.lane import Lane
from projects.tasks.models.milestone import Milestone
from projects.tasks.models.task import Priority, Task

__all__ = [
    "Assignee",
    "CalendarKey",
    "ChecklistItem",
    "Field",
    "Label",
    "Lane",
    "Milestone",
    "Priority",
    "Task",
    "TaskChange",
    "TaskComment",
]
