"""What tasks tell, and to whom. The first kind that a comment has for somebody is the one."""

from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communities.chains import chain_of
from communities.models import Membership
from core.markdown import excerpt, for_mail, mail_text
from discussions.matters import MENTIONS
from notifications import notices
from notifications.models import Follow
from projects import matters
from projects.models import Assignee, Task, TaskComment
from projects.notices import ProjectNews
from projects.tasks import following  # noqa: F401 - it declares that tasks can be followed
from projects.tasks.events import (
    TaskAssigned,
    TaskCommented,
    TaskDueMoved,
    TaskFinished,
    TaskMentioned,
)
from projects.tasks.wording import due_in_words


def readers_of(task: Task) -> QuerySet[User]:
    """Those who may be told of it: who belongs here or to the project, and has not muted it."""
    members = Membership.objects.of_space(task.project.space_id, task.community_id)
    muting = Follow.objects.muting([[task.target], *chain_of(task.project)])
    users = User.objects.filter(pk__in=members.values("user"))
    return users.exclude(pk__in=muting.values("user"))


def assignees_of(task: Task) -> QuerySet[User]:
    return readers_of(task).filter(pk__in=Assignee.objects.filter(task=task).values("user"))


class TaskNews(ProjectNews):
    matter = matters.TASKS
    template = "projects/emails/task"
    action = _("Open the task")
    why = _("You get this because this task is yours, or you follow it.")
    stop = _("Stop emails about this task")
    subject = _("News of a task in {name}")

    def load(self, event: Any) -> Any:
        task: Any = Task.objects.present().for_page().filter(pk=event.task_id).first()
        if task:
            task.by = User.objects.filter(pk=event.by_id).first()
        return task

    def title(self, thing: Any) -> str:
        return str(thing.title)

    def url(self, thing: Any) -> str:
        return str(thing.get_absolute_url())

    def group(self, thing: Any) -> str:
        return str(thing.target)

    def actor(self, thing: Any) -> User | None:
        return thing.by

    def excerpt(self, thing: Any) -> str:
        return excerpt(thing.html, 200)

    def mail(self, thing: Any) -> dict[str, Any]:
        return {"text": self.excerpt(thing), "html": "", "due": due_in_words(thing)}


@notices.on(TaskAssigned)
class YouAreGivenATask(TaskNews):
    label = _("{actor} gave you a task")

    def load(self, event: TaskAssigned) -> Any:
        given = Assignee.objects.filter(task=event.task_id, user=event.user_id).first()
        task = super().load(event)
        if task is None or given is None:
            return None
        task.given = given
        return task

    def recipients(self, thing: Any) -> QuerySet[User]:
        return readers_of(thing).filter(pk=thing.given.user_id)

    def key(self, thing: Any) -> str:
        return f"task_given:{thing.given.pk}"


@notices.on(TaskDueMoved)
class YourTaskIsDueOtherwise(TaskNews):
    label = _("{actor} changed when a task of yours is due")

    def recipients(self, thing: Any) -> QuerySet[User]:
        return assignees_of(thing)

    def excerpt(self, thing: Any) -> str:
        return due_in_words(thing) or str(_("It has no day any more."))

    def mail(self, thing: Any) -> dict[str, Any]:
        return {"text": self.excerpt(thing), "html": "", "due": ""}

    def key(self, thing: Any) -> str:
        return f"task_due:{thing.pk}:{thing.due_moves}"


@notices.on(TaskFinished)
class ATaskIsDone(TaskNews):
    """Told to who has it, who added it and who watches it."""

    label = _("{actor} finished a task")

    def load(self, event: TaskFinished) -> Any:
        task = super().load(event)
        return task if task and task.is_done else None

    def recipients(self, thing: Any) -> QuerySet[User]:
        had = Assignee.objects.filter(task=thing).values("user")
        asked = Q(pk__in=had) | Q(pk=thing.created_by_id) | Q(pk__in=watchers_of(thing))
        return readers_of(thing).filter(asked)

    def key(self, thing: Any) -> str:
        return f"task_done:{thing.pk}:{thing.moves}"


@notices.on(TaskMentioned)
class YouAreNamedInATask(TaskNews):
    matter = MENTIONS
    label = _("{actor} mentioned you in a task")

    def recipients(self, thing: Any) -> QuerySet[User]:
        return readers_of(thing).filter(pk__in=thing.mentioned)

    def key(self, thing: Any) -> str:
        return f"task_named:{thing.pk}"


class CommentNews(TaskNews):
    """About a comment, which its mail shows whole."""

    action = _("Read it in its place")

    def load(self, event: TaskCommented) -> Any:
        there = TaskComment.objects.present().filter(task__deleted_at=None).for_page()
        comment: Any = there.filter(pk=event.comment_id).first()
        if comment:
            comment.by, comment.just_named = comment.author, event.named
        return comment

    def mail(self, thing: Any) -> dict[str, Any]:
        origin = settings.SITE_ORIGIN
        return {
            "html": for_mail(thing.html, origin),
            "text": mail_text(thing.html, origin),
            "due": "",
        }

    def key(self, thing: Any) -> str:
        return comment_key(thing.pk)


@notices.on(TaskCommented)
class YouAreNamedInAComment(CommentNews):
    matter = MENTIONS
    label = _("{actor} mentioned you in a comment")

    def recipients(self, thing: Any) -> QuerySet[User]:
        return readers_of(thing.task).filter(pk__in=thing.just_named)


@notices.on(TaskCommented)
class SomebodyCommented(CommentNews):
    """Told to who has it, who added it, who has commented before and who watches it."""

    label = _("{actor} commented on a task")

    def recipients(self, thing: Any) -> QuerySet[User]:
        task = thing.task
        spoke = TaskComment.objects.present().filter(task=task).values("author")
        had = Assignee.objects.filter(task=task).values("user")
        heard = Q(pk__in=had) | Q(pk=task.created_by_id) | Q(pk__in=spoke)
        return readers_of(task).filter(heard | Q(pk__in=watchers_of(task)))


def comment_key(pk: int) -> str:
    return f"task_comment:{pk}"


def watchers_of(task: Task) -> QuerySet[Any]:
    """Of the task itself: who watches a whole project is told of its updates."""
    return Follow.objects.watching([[task.target]]).values("user")
