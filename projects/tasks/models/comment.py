from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from communities.models import Activity
from core.events import publish
from core.versions import ensure_current
from projects import texts
from projects.tasks.errors import CommentIsDeleted
from projects.tasks.events import TaskCommentDeleted, TaskCommented
from projects.tasks.models.task import Task

if TYPE_CHECKING:
    from accounts.models import User
    from projects.models import Project


class TaskCommentQuerySet(models.QuerySet["TaskComment"]):
    def visible_to(self, viewer: Any) -> Self:
        return self.present().filter(task__in=Task.objects.visible_to(viewer))

    def present(self) -> Self:
        return self.filter(deleted_at=None)

    def for_display(self) -> Self:
        return self.select_related("author").order_by("pk")

    def for_page(self) -> Self:
        related = ("project__community", "project__space__community")
        return self.select_related("author", *(f"task__{one}" for one in related))

    def add(
        self, task: Task, source: str, *, by: "User", nonce: str | None = None
    ) -> "TaskComment":
        """Sent twice with one nonce it is written once. Raises TaskIsDeleted, ProjectIsClosed."""
        with transaction.atomic():
            locked = Task.objects.lock(task.pk)
            known = self.filter(author=by, nonce=nonce).first() if nonce else None
            if known:
                return known
            comment = TaskComment(task=locked, author=by, source=source, nonce=nonce or None)
            written = texts.compose(source, comment, by=by, project=locked.project)
            comment.html, comment.mentioned = written.text, written.mentioned
            comment.save()
            texts.note(comment, locked.project, written)
            Task.objects.filter(pk=locked.pk).update(comment_count=F("comment_count") + 1)
            to = locked.created_by if locked.created_by_id != by.pk else None
            space = locked.project.space
            Activity.objects.record("commented", comment, by=by, space=space, to=to)
            publish(TaskCommented(comment.pk, written.mentioned))
        return comment


class TaskComment(models.Model):
    """What somebody says of a task, below it; written under the task's lock."""

    kind_of_text = "task_comment"

    task = models.ForeignKey(Task, models.CASCADE, related_name="comments")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="task_comments"
    )
    source = models.TextField()
    html = models.TextField(editable=False)
    mentioned = models.JSONField(default=list, editable=False)  # ids of those it names
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    nonce = models.CharField(max_length=40, null=True)  # noqa: DJ001 - null is "none", and not unique

    objects: ClassVar = TaskCommentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author", "nonce"], name="task_comment_nonce_unique"),
        ]
        indexes = [models.Index(fields=["task", "id"], name="task_comments")]

    def __str__(self) -> str:
        return f"{self.author_id} on {self.task_id}"

    def get_absolute_url(self) -> str:
        return f"{self.task.get_absolute_url()}#comment-{self.pk}"

    @property
    def title(self) -> str:
        return self.task.title

    @property
    def project(self) -> "Project":
        return self.task.project

    @property
    def target(self) -> str:
        """It is read on its task's page."""
        return self.task.target

    def edit(self, source: str, *, by: "User", version: int) -> None:
        """Those named anew are told. Raises StaleVersion, CommentIsDeleted, TaskIsDeleted."""
        with transaction.atomic():
            comment = self._locked()
            ensure_current(comment, version)
            written = texts.compose(source, comment, by=by, project=comment.task.project)
            named = [pk for pk in written.mentioned if pk not in comment.mentioned]
            comment.source, comment.html, comment.mentioned = (
                source,
                written.text,
                written.mentioned,
            )
            comment.edited_at, comment.version = timezone.now(), version + 1
            comment.save()
            texts.note(comment, comment.task.project, written)
            if named:
                publish(TaskCommented(comment.pk, named))
        self.refresh_from_db()

    def delete_softly(self) -> None:
        """Raises TaskIsDeleted, ProjectIsClosed; once it is gone, CommentIsDeleted."""
        with transaction.atomic():
            comment = self._locked()
            comment.deleted_at = timezone.now()
            comment.save(update_fields=["deleted_at"])
            texts.forget(comment)
            tasks = Task.objects.filter(pk=self.task_id)
            tasks.update(comment_count=F("comment_count") - 1)
            publish(TaskCommentDeleted(self.pk))
        self.refresh_from_db()

    def render_anew(self) -> None:
        with transaction.atomic():
            task = Task.objects.hold(self.task_id)
            comment = TaskComment.objects.get(pk=self.pk)
            written = texts.compose_all_anew(
                {"text": comment.source}, comment, project=task.project
            )
            TaskComment.objects.filter(pk=self.pk).update(html=written.text)

    def _locked(self) -> "TaskComment":
        task = Task.objects.lock(self.task_id)
        comment = TaskComment.objects.select_related("author").get(pk=self.pk)
        if comment.deleted_at is not None:
            raise CommentIsDeleted
        comment.task = task
        return comment
