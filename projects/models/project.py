from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models, transaction
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Activity, Community, Membership, Space, Tag
from communities.models.membership import State as Belonging
from communities.models.membership import forget_memberships
from communities.models.space import SpaceKind, SpaceMember, SpaceVisibility
from communities.models.titled import Titled
from core.events import publish
from core.versions import ensure_current
from projects import laying_out, texts
from projects.errors import AlreadyIn, WouldNotSeeIt, WrongStatus
from projects.events import (
    CollaboratorInvited,
    InvitationDeclined,
    ProjectBegun,
    ProjectEdited,
    ProjectMoved,
)
from projects.models.collaborator import Collaborator, Role, Standing
from projects.models.review import Review
from projects.tagging import retag
from projects.tasks.errors import ProjectIsClosed
from projects.tasks.models import Task

if TYPE_CHECKING:
    from accounts.models import User


class Status(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    ACTIVE = "active", _("Active")
    PAUSED = "paused", _("Paused")
    CLOSED = "closed", _("Closed")


class Visibility(models.TextChoices):
    """Who may read it: the visibility of its space, in a project's words."""

    PUBLIC = SpaceVisibility.COMMUNITY.value, _("Everybody who can read the community")
    COMMUNITY = SpaceVisibility.MEMBERS.value, _("Members of the community")
    MEMBERS = SpaceVisibility.GROUP.value, _("Only the people in the project")


# Which status follows which. Closing asks for a review, and has a verb of its own.
FOLLOWS: dict[str, tuple[str, ...]] = {
    Status.PROPOSED: (Status.ACTIVE,),
    Status.ACTIVE: (Status.PAUSED,),
    Status.PAUSED: (Status.ACTIVE,),
    Status.CLOSED: (),
}


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, viewer: Any) -> Self:
        return self.filter(space__in=Space.objects.visible_to(viewer))

    def seen_by(self, viewer: Any) -> Self:
        """Those that are visible, and those that the viewer is invited to: of these the first page.

        What is in a project asks `visible_to`.
        """
        asked = Collaborator.objects.invited().filter(user_id=viewer.pk or 0)
        seen = Q(space__in=Space.objects.visible_to(viewer)) | Q(pk__in=asked.values("project"))
        return self.filter(seen)

    def open(self) -> Self:
        return self.exclude(status=Status.CLOSED)

    def reviewed(self) -> Self:
        """Closed with a review of what came of them."""
        return self.filter(status=Status.CLOSED, is_dropped=False)

    def tagged(self, name: str) -> Self:
        return self.filter(tags__name=name)

    def with_member(self, user: Any) -> Self:
        return self.filter(pk__in=Collaborator.objects.of(user).values("project"))

    def with_tags(self) -> Self:
        tags = Tag.objects.filter(projects=OuterRef("pk")).order_by("name")
        return self.annotate(tag_names=ArraySubquery(tags.values("name")))

    def with_counts(self) -> Self:
        """What the tabs say is there, beside their names."""
        tasks = Task.objects.open().filter(project=OuterRef("pk"))
        counted = tasks.order_by().values("project").annotate(count=Count("pk")).values("count")
        return self.annotate(open_task_count=Coalesce(Subquery(counted), 0))

    def for_page(self) -> Self:
        return self.for_row().with_counts()

    def for_row(self) -> Self:
        return self.with_tags().select_related("community", "space__community", "begun_by")

    def for_list(self) -> Self:
        return self.for_row().defer("purpose", "done", "html")

    def lock(self, pk: int) -> "Project":
        projects = self.select_related("community", "space__community")
        return projects.select_for_update(of=("self",), no_key=True).get(pk=pk)

    def lock_open(self, pk: int) -> "Project":
        """To write something into it. Raises ProjectIsClosed."""
        project = self.lock(pk)
        if project.is_closed:
            raise ProjectIsClosed
        return project

    def begin(  # noqa: PLR0913 - a project is all of this
        self,
        community: Community,
        *,
        by: "User",
        title: str,
        purpose: str,
        done: str,
        tags: list[str],
        visibility: str = Visibility.COMMUNITY,
        is_open: bool = True,
        due: Any = None,
        kind: str = "",
        nonce: str | None = None,
    ) -> "Project":
        """Propose one, and lead it. Sent twice with one nonce it is begun once."""
        with transaction.atomic():
            community.lock()
            known = self.filter(begun_by=by, nonce=nonce).first() if nonce else None
            if known:
                return known
            space = Space.objects.open(
                community, name=title[:80], visibility=visibility, kind=SpaceKind.PROJECT
            )
            project = self.create(
                community=community,
                space=space,
                title=title,
                is_open=is_open,
                due=due,
                kind=kind,
                begun_by=by,
                nonce=nonce,
            )
            # A name that no room takes, and that does not change with the title.
            Space.objects.filter(pk=space.pk).update(slug=f"project-{project.pk}")
            space.slug = f"project-{project.pk}"
            project.write(purpose, done, tags, by=by)
            lead = Collaborator(project=project, user=by, role=Role.LEAD)
            lead.joined_at = timezone.now()
            lead.save()
            project.admit(by)
            laying_out.lay_out(project, by=by)
            Activity.objects.record("proposed", project, by=by, space=space)
            publish(ProjectBegun(project.pk))
        return project


class Project(Titled, models.Model):
    """Something that practitioners make together, and who they are, and what done looks like.

    It has a space of its community, which only it uses: who may read the project may read the
    space, so its discussions, notices, documents and files follow it as those of any space do.
    """

    kind_of_target, place = "project", "projects"
    kind_of_text = "project"

    community = models.ForeignKey(Community, models.CASCADE, related_name="projects")
    space = models.OneToOneField(Space, models.PROTECT, related_name="project")
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.PROPOSED)
    title = models.CharField(_("title"), max_length=120)
    purpose = models.TextField(blank=True)
    done = models.TextField(blank=True)
    html = models.JSONField(default=dict, editable=False)  # of purpose and done
    gist = models.CharField(max_length=300, blank=True, editable=False)
    kind = models.CharField(max_length=20, blank=True)  # the template that it was begun with
    tags = models.ManyToManyField(Tag, related_name="projects", blank=True)
    is_open = models.BooleanField(_("members may join by themselves"), default=True)
    due = models.DateField(null=True)  # when it means to be done
    note = models.CharField(max_length=500, blank=True)  # with which it was paused
    is_dropped = models.BooleanField(default=False)  # closed before anything was made
    review_count = models.PositiveSmallIntegerField(default=0, editable=False)  # that closed it
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="projects")
    member_count = models.PositiveIntegerField(default=0, editable=False)
    page_count = models.PositiveIntegerField(default=0, editable=False)
    file_count = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    nonce = models.CharField(max_length=40, null=True)  # noqa: DJ001 - null is "none", and not unique

    tag_names: list[str]  # annotated by `with_tags`
    open_task_count: int  # and by `with_counts`

    objects: ClassVar = ProjectQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["begun_by", "nonce"], name="project_nonce_unique"),
        ]
        indexes = [
            models.Index(fields=["community", "status", "-changed_at", "-id"], name="project_list"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def visibility(self) -> Visibility:
        return Visibility(self.space.visibility)

    @property
    def is_closed(self) -> bool:
        return self.status == Status.CLOSED

    @property
    def is_running(self) -> bool:
        return self.status in (Status.PROPOSED, Status.ACTIVE)

    @property
    def can_become(self) -> list[Status]:
        return [Status(status) for status in FOLLOWS[self.status]]

    def place_of(self, viewer: Any) -> Collaborator | None:
        """The viewer's own row, asked for once for a page; None of a visitor."""
        known: dict[int, Collaborator | None] = self.__dict__.setdefault("_places", {})
        if not viewer.pk:
            return None
        if viewer.pk not in known:
            known[viewer.pk] = self.collaborators.filter(user_id=viewer.pk).first()
        return known[viewer.pk]

    def role_of(self, viewer: Any) -> str | None:
        """None of who is not in the project."""
        place = self.place_of(viewer)
        return place.role if place and place.is_active else None

    def write(self, purpose: str, done: str, tags: list[str], *, by: "User") -> None:
        """Set what it says of itself; whoever calls has locked it, or made it."""
        written = texts.compose_all({"purpose": purpose, "done": done}, self, by=by)
        retag(self, tags)
        said = {
            "purpose": purpose,
            "done": done,
            "html": written.html,
            "gist": written.gist,
            "changed_at": timezone.now(),
        }
        Project.objects.filter(pk=self.pk).update(**said)
        for name, value in said.items():
            setattr(self, name, value)
        texts.note(self, self, written)

    def edit(  # noqa: PLR0913 - what can be edited, by whom and from which version
        self,
        *,
        by: "User",
        version: int,
        title: str,
        purpose: str,
        done: str,
        tags: list[str],
        visibility: str,
        is_open: bool,
        due: Any = None,
    ) -> None:
        """Raises StaleVersion and WouldNotSeeIt."""
        with transaction.atomic():
            project = Project.objects.lock(self.pk)
            ensure_current(project, version)
            if visibility == Visibility.MEMBERS and not project.collaborators.of(by).exists():
                raise WouldNotSeeIt
            Project.objects.filter(pk=self.pk).update(
                title=title, is_open=is_open, due=due, version=version + 1
            )
            project.write(purpose, done, tags, by=by)
            project.space.edit(name=title[:80], description="", visibility=visibility)
            publish(ProjectEdited(self.pk))
        self.refresh_from_db()

    def move_to(self, status: str, *, by: "User", note: str = "") -> None:
        """Start it, pause it, take it up again. Raises WrongStatus."""
        with transaction.atomic():
            project = Project.objects.lock(self.pk)
            if status not in FOLLOWS[project.status]:
                raise WrongStatus
            project.set_status(status, by=by, note=note)
        self.refresh_from_db()

    def set_status(self, status: str, *, by: "User", note: str = "") -> None:
        """Of a locked project."""
        now = timezone.now()
        was, self.status = self.status, status
        self.changed_at, self.note = now, note
        if status == Status.ACTIVE and self.started_at is None:
            self.started_at = now
        self.closed_at = now if status == Status.CLOSED else None
        self.save(update_fields=["status", "changed_at", "note", "started_at", "closed_at"])
        Activity.objects.record(status, self, by=by, space=self.space)
        publish(ProjectMoved(self.pk, was, status, by.pk))

    def close(self, review: Review, *, by: "User", space: Space | None = None) -> None:
        """End it, with a review that says what happened.

        Lessons that it keeps become drafts of articles, in the project's own space or in one that
        all its readers can read; whoever is thanked is told. Raises WrongStatus, ReviewUnfinished,
        ReviewIsClosed, LessonsTooWide.
        """
        from projects.closing.drafting import write_up  # it brings articles along

        with transaction.atomic():
            project = Project.objects.lock(self.pk)
            if project.is_closed:
                raise WrongStatus
            found = Review.objects.lock(review.pk)
            found.project = project
            lessons = list(found.lessons.select_related("author").order_by("pk"))
            texts.hold_files([*found.parts.values(), *(lesson.text for lesson in lessons)])
            found.finish(by=by)
            project.review_count += 1
            project.end(by=by)
            for lesson in lessons:
                lesson.project = project
                lesson.stand()
            write_up(found, space or project.space, by=by)
            for contribution in project.contributions.all():
                contribution.tell()
        self.refresh_from_db()

    def drop(self, *, by: "User", note: str) -> None:
        """Close what was proposed and never pursued; nothing is there to review.

        Raises WrongStatus.
        """
        with transaction.atomic():
            project = Project.objects.lock(self.pk)
            if project.status != Status.PROPOSED:
                raise WrongStatus
            project.end(by=by, note=note, is_dropped=True)
        self.refresh_from_db()

    def reopen(self, *, by: "User", note: str = "") -> None:
        """Go on with it. Its reviews and what was made of them stay. Raises WrongStatus."""
        with transaction.atomic():
            project = Project.objects.lock(self.pk)
            if not project.is_closed:
                raise WrongStatus
            project.is_dropped = False
            project.save(update_fields=["is_dropped"])
            project.set_status(Status.ACTIVE, by=by, note=note)
        self.refresh_from_db()

    def end(self, *, by: "User", note: str = "", is_dropped: bool = False) -> None:
        """Of a locked project: nobody is waited for any more."""
        self.is_dropped = is_dropped
        self.save(update_fields=["is_dropped", "review_count"])
        for place in self.collaborators.invited():
            publish(InvitationDeclined(self.pk, place.user_id))
            place.delete()
        self.set_status(Status.CLOSED, by=by, note=note)

    def invite(
        self, user: "User", *, by: "User", role: str = Role.CONTRIBUTOR, note: str = ""
    ) -> Collaborator:
        """Ask somebody in. Asked again, they are asked once more in the new words.

        Raises AlreadyIn.
        """
        with transaction.atomic():
            project = Project.objects.lock(self.pk)
            place, _made = Collaborator.objects.get_or_create(
                project=project, user=user, defaults={"standing": Standing.INVITED}
            )
            if place.is_active:
                raise AlreadyIn
            place.standing, place.role, place.note = Standing.INVITED, role, note
            place.invited_by, place.invited_at = by, timezone.now()
            place.save()
            publish(CollaboratorInvited(place.pk))
        return place

    def take_in(self, user: "User", role: str = Role.CONTRIBUTOR) -> Collaborator:
        """Let somebody in who may come: by themselves, or whose application was accepted."""
        with transaction.atomic():
            project = Project.objects.lock(self.pk)
            place, _made = Collaborator.objects.get_or_create(
                project=project, user=user, defaults={"standing": Standing.INVITED}
            )
            if not place.is_active:
                place.project, place.user, place.role = project, user, role
                place.come_in()
        return place

    def admit(self, user: "User") -> None:
        """Name somebody for its space. Who belongs to another community becomes a partner."""
        self.community.lock()
        SpaceMember.objects.get_or_create(space=self.space, user=user)
        membership, made = Membership.objects.get_or_create(
            community=self.community, user=user, defaults={"state": Belonging.PARTNER}
        )
        if not made and membership.state == Belonging.LEFT:
            membership.state = Belonging.PARTNER
            membership.save(update_fields=["state"])
        forget_memberships(user)
        self.count_members()

    def part_from(self, user: "User") -> None:
        self.community.lock()
        SpaceMember.objects.filter(space=self.space, user=user).delete()
        elsewhere = SpaceMember.objects.filter(user=user, space__community=self.community_id)
        if not elsewhere.exists():
            partner = Membership.objects.filter(
                community=self.community_id, user=user, state=Belonging.PARTNER
            )
            partner.update(state=Belonging.LEFT, left_at=timezone.now())
        forget_memberships(user)
        self.count_members()

    def count_members(self) -> None:
        self.member_count = self.collaborators.active().count()
        Project.objects.filter(pk=self.pk).update(member_count=self.member_count)

    def count_pages(self) -> None:
        self.page_count = self.pages.present().count()
        Project.objects.filter(pk=self.pk).update(page_count=self.page_count)

    def count_files(self) -> None:
        self.file_count = self.files.present().count()
        Project.objects.filter(pk=self.pk).update(file_count=self.file_count)

    def render_anew(self) -> None:
        """Write the HTML of the texts that stand: a file that they showed is no more."""
        with transaction.atomic():
            project = Project.objects.lock(self.pk)
            said = {"purpose": project.purpose, "done": project.done}
            written = texts.compose_all_anew(said, project)
            Project.objects.filter(pk=self.pk).update(html=written.html, gist=written.gist)
