"""What somebody's calendar program is given: their open tasks that have a day."""

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from core.calendars.deadlines import Deadline
from projects.tasks.mine import MOST, work_of


def deadlines_of(user: User) -> list[Deadline]:
    due = work_of(user).filter(due__isnull=False).for_list().by_due()[:MOST]
    host = settings.SITE_ORIGIN.partition("://")[2]
    return [
        Deadline(
            uid=f"task-{task.pk}@{host}",
            at=task.due_at or task.due,
            title=task.title,
            text=task.project.title,
            url=f"{settings.SITE_ORIGIN}{task.get_absolute_url()}",
            changed_at=task.changed_at,
            sequence=task.version,
        )
        for task in due
        if task.due  # which the query says already
    ]


def address_of(secret: str) -> str:
    return settings.SITE_ORIGIN + reverse("projects:feed", args=[secret])
