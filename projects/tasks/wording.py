"""How tasks are said in notices, mails and calendars."""

from django.utils.translation import gettext as _

from core import formats
from projects.models import Task


def due_in_words(task: Task) -> str:
    """In the zone of whoever is told."""
    if task.due_at:
        return _("Due %(when)s") % {"when": formats.clock(task.due_at).striptags()}
    if task.due:
        return _("Due %(when)s") % {"when": formats.date_day(task.due).striptags()}
    return ""
