from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from communities.models import Activity, Community, Space
from core.events import publish
from core.versions import ensure_current
from discussions.models import Kind, Post, Topic
from projects import texts
from projects.models.collaborator import Collaborator
from projects.models.project import Project
from projects.updates.events import UpdateDeleted, UpdateEdited, UpdatePosted

if TYPE_CHECKING:
    from accounts.models import User

TITLE = 90  # of the topic in which it is talked about


class UpdateQuerySet(models.QuerySet["Update"]):
    def visible_to(self, viewer: Any) -> Self:
        return self.filter(project__space__in=Space.objects.visible_to(viewer))

    def for_page(self) -> Self:
        return self.select_related(
            "community", "project__community", "project__space__community", "by", "topic__community"
        ).defer("project__purpose", "project__done", "project__html")

    def with_readers(self, viewer: Any) -> Self:
        """With how many of those in the project have read each, and whether the viewer has."""
        reading = UpdateReading.objects.filter(update=models.OuterRef("pk"))
        inside = reading.by_those_inside().order_by().values("update")
        counted = inside.annotate(count=models.Count("pk")).values("count")
        return self.annotate(
            reader_count=Coalesce(models.Subquery(counted), 0),
            is_read=models.Exists(reading.filter(user=viewer.pk)),
        )

    def lock(self, pk: int) -> "Update":
        """Its topic is read after it is locked: another may have begun it meanwhile."""
        self.select_for_update(no_key=True).get(pk=pk)
        return self.for_page().get(pk=pk)

    def post(
        self, project: Project, text: str, *, by: "User", nonce: str | None = None
    ) -> "Update":
        """Say how far it is. Sent twice with one nonce, it is said once. Raises ProjectIsClosed."""
        with transaction.atomic():
            Project.objects.lock_open(project.pk)  # of two that are sent at once, one waits
            known = self.filter(by=by, nonce=nonce).first() if nonce else None
            if known:
                return known
            made = {"project": project, "community_id": project.community_id, "nonce": nonce}
            update = self.create(by=by, **made)
            update.write(text)
            UpdateReading.objects.note(project, [update.pk], by=by)
            Activity.objects.record("updated", update, by=by, space=project.space)
            publish(UpdatePosted(update.pk))
        return update


class Update(models.Model):
    """How far a project is, as somebody in it says; it is talked about in a topic of its space."""

    kind_of_target = kind_of_text = "update"

    project = models.ForeignKey(Project, models.CASCADE, related_name="updates")
    community = models.ForeignKey(Community, models.CASCADE, related_name="+")
    text = models.TextField()
    html = models.TextField(blank=True, editable=False)
    gist = models.CharField(max_length=300, blank=True, editable=False)
    mentioned = models.JSONField(default=list, editable=False)  # ids of those whom its text names
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    posted_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True)
    topic = models.ForeignKey(Topic, models.SET_NULL, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)
    nonce = models.CharField(max_length=40, null=True)  # noqa: DJ001 - null is "none", and not unique

    reader_count: int  # by `with_readers`
    is_read: bool

    objects: ClassVar = UpdateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "nonce"], name="update_nonce_unique"),
        ]
        indexes = [
            models.Index(fields=["project", "-posted_at", "-id"], name="update_list"),
            models.Index(fields=["community", "-posted_at"], name="update_of_community"),
        ]

    def __str__(self) -> str:
        return f"{self.project_id}: {self.gist[:60]}"

    def get_absolute_url(self) -> str:
        return f"{self.project.address}updates/{self.pk}/"

    @property
    def address(self) -> str:
        return self.get_absolute_url()

    @property
    def target(self) -> str:
        return f"{self.kind_of_target}:{self.pk}"

    @property
    def title(self) -> str:
        """Nobody gives it one: how it begins."""
        return Truncator(self.gist).chars(TITLE)

    @property
    def space(self) -> Space:
        """Whose visibility it follows."""
        return self.project.space

    @property
    def talk(self) -> Topic | None:
        """The topic in which it is talked about, while that is there."""
        topic = self.topic
        here = topic and topic.deleted_at is None and topic.space_id == self.project.space_id
        return topic if here else None

    @property
    def comment_count(self) -> int:
        return self.talk.post_count if self.talk else 0

    def write(self, text: str) -> None:
        """Set what it says; whoever calls has locked it, or made it."""
        written = texts.compose(text, self, by=self.by, project=self.project)
        self.text, self.html, self.gist = text, written.text, written.gist
        texts.tell_named(self, written, by=self.by)
        self.save(update_fields=["text", "html", "gist", "mentioned"])
        texts.note(self, self.project, written)

    def edit(self, text: str, *, by: "User", version: int) -> None:
        """In the name of who wrote it. Raises StaleVersion."""
        with transaction.atomic():
            update = Update.objects.lock(self.pk)
            ensure_current(update, version)
            update.edited_at, update.version = timezone.now(), version + 1
            update.save(update_fields=["edited_at", "version"])
            update.write(text)
            publish(UpdateEdited(update.pk))
        self.refresh_from_db()

    def remove(self) -> None:
        """Take it away; what was said about it stays in its topic."""
        with transaction.atomic():
            update = Update.objects.lock(self.pk)
            texts.forget(update)
            Activity.objects.about(Update, [update.pk]).delete()
            publish(UpdateDeleted(update.pk))
            update.delete()

    def comment(self, text: str, *, by: "User", nonce: str | None = None) -> Post:
        """Talk about it: with the first comment a topic begins, whose other posts are comments too.

        Locks the update, because of two who comment first one begins the topic.
        """
        with transaction.atomic():
            update = Update.objects.lock(self.pk)
            talk = update.talk
            if talk:
                return talk.reply(text, by=by, nonce=nonce)
            begun = Topic.objects.start(
                update.project.space,
                kind=Kind.DISCUSSION,
                title=Truncator(_("On the update: %s") % update.gist).chars(TITLE),
                source=f"{text}\n\n[{_('The update')}]({update.address})",
                tags=[],
                by=by,
                nonce=nonce,
            )
            Update.objects.filter(pk=update.pk).update(topic=begun)
        return begun.posts.get(number=1)

    def render_anew(self) -> None:
        """Write the HTML of the text that stands: a file that it showed is no more."""
        with transaction.atomic():
            update = Update.objects.lock(self.pk)
            written = texts.compose_all_anew({"text": update.text}, update, project=update.project)
            Update.objects.filter(pk=self.pk).update(html=written.text, gist=written.gist)


class UpdateReadingQuerySet(models.QuerySet["UpdateReading"]):
    def by_those_inside(self) -> Self:
        """Of those who are in the project now."""
        place = Collaborator.objects.active().filter(
            project=models.OuterRef("update__project"), user=models.OuterRef("user")
        )
        return self.filter(models.Exists(place))

    def note(self, project: Project, shown: Iterable[int], *, by: "User") -> None:
        """Somebody was shown these updates of it; what was noted before stays as it is."""
        there = Update.objects.filter(project=project, pk__in=shown).values_list("pk", flat=True)
        rows = [self.model(update_id=pk, user=by) for pk in there]
        self.bulk_create(rows, ignore_conflicts=True)


class UpdateReading(models.Model):
    """When an update was first shown to somebody in the project; only those in it are told."""

    update = models.ForeignKey(Update, models.CASCADE, related_name="readings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = UpdateReadingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["update", "user"], name="update_read_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} read {self.update_id}"
