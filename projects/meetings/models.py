from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.text import Truncator

from communities.models import Activity, Community, Space
from core import markdown
from core.events import publish
from core.versions import ensure_current
from projects import texts
from projects.meetings.events import MeetingDeleted, MeetingEdited, MeetingNoted
from projects.models.inside import Inside
from projects.models.project import Project
from projects.tasks.models import Task

if TYPE_CHECKING:
    from accounts.models import User

LONGEST_TITLE = 200  # of a task


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, viewer: Any) -> Self:
        return self.filter(project__space__in=Space.objects.visible_to(viewer))

    def for_page(self) -> Self:
        related = ("community", "project__community", "project__space__community", "noted_by")
        return self.select_related(*related).defer(
            "project__purpose", "project__done", "project__html"
        )

    def for_list(self) -> Self:
        """With how many tasks came of each, and how many of them are done."""
        there = Q(action_items__task__deleted_at=None)
        done = there & Q(action_items__task__done_at__isnull=False)
        return self.for_page().annotate(
            task_count=Count("action_items", there), done_count=Count("action_items", done)
        )

    def lock(self, pk: int) -> "Meeting":
        """What hangs on it is read after it is locked."""
        self.select_for_update(no_key=True).get(pk=pk)
        return self.for_page().get(pk=pk)

    def note(  # noqa: PLR0913 - a meeting is all of this
        self,
        project: Project,
        *,
        by: "User",
        title: str,
        held_on: date,
        notes: str,
        attended: str = "",
        nonce: str | None = None,
    ) -> "Meeting":
        """Write down what was said. Sent twice with one nonce, once. Raises ProjectIsClosed."""
        with transaction.atomic():
            Project.objects.lock_open(project.pk)
            known = self.filter(noted_by=by, nonce=nonce).first() if nonce else None
            if known:
                return known
            meeting = self.create(
                project=project,
                community_id=project.community_id,
                title=title,
                held_on=held_on,
                attended=attended,
                noted_by=by,
                nonce=nonce,
            )
            meeting.write(notes, by=by)
            Activity.objects.record("met", meeting, by=by, space=project.space)
            publish(MeetingNoted(meeting.pk))
        return meeting


class Meeting(Inside, models.Model):
    """Notes of one, by whoever makes the project; what is to do in them becomes tasks."""

    kind_of_target = kind_of_text = "meeting"
    place = "meetings"

    project = models.ForeignKey(Project, models.CASCADE, related_name="meetings")
    community = models.ForeignKey(Community, models.CASCADE, related_name="+")
    title = models.CharField(max_length=120)
    held_on = models.DateField()
    attended = models.CharField(max_length=500, blank=True)  # in words: not all have an account
    notes = models.TextField()
    html = models.TextField(blank=True, editable=False)
    gist = models.CharField(max_length=300, blank=True, editable=False)
    mentioned = models.JSONField(default=list, editable=False)  # ids of those whom its text names
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    nonce = models.CharField(max_length=40, null=True)  # noqa: DJ001 - null is "none", and not unique

    objects: ClassVar = MeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["noted_by", "nonce"], name="meeting_nonce_unique"),
        ]
        indexes = [
            models.Index(fields=["project", "-held_on", "-id"], name="meeting_list"),
            models.Index(fields=["community", "-noted_at"], name="meeting_of_community"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.held_on}"

    @property
    def to_do(self) -> list[markdown.ToDo]:
        """What its notes leave to do and is no task yet."""
        return markdown.to_do(self.notes)

    def write(self, notes: str, *, by: "User") -> None:
        """Set what its notes say; whoever calls has locked it, or made it."""
        written = texts.compose(notes, self, by=by, project=self.project)
        self.notes, self.html, self.gist = notes, written.text, written.gist
        texts.tell_named(self, written, by=by)
        self.save(update_fields=["notes", "html", "gist", "mentioned"])
        texts.note(self, self.project, written)

    def edit(  # noqa: PLR0913 - what can be edited, by whom and from which version
        self,
        *,
        by: "User",
        version: int,
        title: str,
        held_on: date,
        notes: str,
        attended: str = "",
    ) -> None:
        """Raises StaleVersion."""
        with transaction.atomic():
            meeting = Meeting.objects.lock(self.pk)
            ensure_current(meeting, version)
            meeting.title, meeting.held_on, meeting.attended = title, held_on, attended
            meeting.edited_at, meeting.version = timezone.now(), version + 1
            meeting.save(update_fields=["title", "held_on", "attended", "edited_at", "version"])
            meeting.write(notes, by=by)
            publish(MeetingEdited(meeting.pk))
        self.refresh_from_db()

    def make_tasks(self, *, by: "User", lines: Collection[str] | None = None) -> list[Task]:
        """Put what its notes leave to do on the board; of all there is, or what these lines say.

        A line is a link to its task then. One that says so no more, or is a task already, is
        passed over: done twice it is done once. Raises ProjectIsClosed.
        """
        with transaction.atomic():
            project = Project.objects.lock_open(self.project_id)
            meeting = Meeting.objects.lock(self.pk)
            wanted = [one for one in meeting.to_do if lines is None or one.words in lines]
            if not wanted:
                return []
            texts.hold_files([meeting.notes])
            made = {one.words: meeting.make_task(one, project, by=by) for one in wanted}
            links = {words: task.get_absolute_url() for words, task in made.items()}
            meeting.version += 1
            meeting.save(update_fields=["version"])
            meeting.write(markdown.linked(meeting.notes, links), by=by)
            publish(MeetingEdited(meeting.pk))
        self.refresh_from_db()
        return list(made.values())

    def make_task(self, one: markdown.ToDo, project: Project, *, by: "User") -> Task:
        """Of a locked meeting. What the title has no room for is in the task's text."""
        title = Truncator(one.words).chars(LONGEST_TITLE)
        text = "" if title == one.source else one.source
        task: Task = Task.objects.add(project, title, by=by, description=text)
        self.action_items.create(task=task)
        return task

    def remove(self) -> None:
        """Take it away; its tasks stay, and so do decisions that were taken in it."""
        with transaction.atomic():
            meeting = Meeting.objects.lock(self.pk)
            texts.forget(meeting)
            Activity.objects.about(Meeting, [meeting.pk]).delete()
            publish(MeetingDeleted(meeting.pk))
            meeting.delete()

    def render_anew(self) -> None:
        """Write the HTML of the notes that stand: a file that they showed is no more."""
        with transaction.atomic():
            meeting = Meeting.objects.lock(self.pk)
            written = texts.compose_all_anew(
                {"text": meeting.notes}, meeting, project=meeting.project
            )
            Meeting.objects.filter(pk=self.pk).update(html=written.text, gist=written.gist)


class ActionItem(models.Model):
    """A task that came of a meeting."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="action_items")
    task = models.OneToOneField(Task, models.CASCADE, related_name="action_item")

    def __str__(self) -> str:
        return f"{self.task_id} of {self.meeting_id}"
