"""What projects tell, and to whom."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communities.chains import chain_of
from communities.models import Membership
from communities.notices import letterhead_of
from notifications import notices
from notifications.letterhead import Letterhead
from notifications.models import Follow, Level
from projects import following, matters  # noqa: F401 - it declares that projects can be followed
from projects.events import (
    CollaboratorInvited,
    CollaboratorJoined,
    CollaboratorLeft,
    CollaboratorRoleGiven,
    ProjectBegun,
    ProjectMoved,
)
from projects.models import Collaborator, Project, Role, Standing, Status


def invitation_key(project_id: int, user_id: int) -> str:
    return f"project_invitation:{project_id}:{user_id}"


def people_of(project: Project) -> QuerySet[User]:
    """Those in it, without those who want to hear nothing of it."""
    inside = project.collaborators.active().values("user")
    return _unmuting(User.objects.filter(pk__in=inside), project)


def readers_of(project: Project) -> QuerySet[User]:
    """Those who may be told of what is public in it: its community, and its partners."""
    members = Membership.objects.of_space(project.space_id, project.community_id)
    return _unmuting(User.objects.filter(pk__in=members.values("user")), project)


def leads_of(project: Project) -> QuerySet[User]:
    leads = Collaborator.objects.leads().filter(project=project)
    return people_of(project).filter(pk__in=leads.values("user"))


def watchers_of(project: Project) -> QuerySet[User]:
    """Those in it, and those who follow it closely."""
    watching = Follow.objects.filter(target=project.target, level=Level.WATCHING)
    inside = project.collaborators.active()
    either = Q(pk__in=watching.values("user")) | Q(pk__in=inside.values("user"))
    return readers_of(project).filter(either)


def _unmuting(users: QuerySet[User], project: Project) -> QuerySet[User]:
    muting = Follow.objects.muting(chain_of(project))
    return users.exclude(pk__in=muting.values("user"))


class ProjectNews(notices.Kind):
    """About anything that has a ``project``."""

    matter = matters.PROJECTS
    template = "projects/emails/project"
    action = _("Open the project")
    why = _("You get this because you are in this project, or it concerns you.")
    stop = _("Stop emails about this project")
    subject = _("News of a project of {name}")

    def title(self, thing: Any) -> str:
        return thing.project.title

    def url(self, thing: Any) -> str:
        return thing.project.get_absolute_url()

    def group(self, thing: Any) -> str:
        return thing.project.target

    def place(self, thing: Any) -> notices.Place | None:
        return thing.project.space

    def letterhead(self, thing: Any) -> Letterhead:
        return letterhead_of(thing.project.community)

    def mail(self, thing: Any) -> dict[str, Any]:
        return {"text": self.excerpt(thing)}


class PlaceNews(ProjectNews):
    """About somebody's place in a project."""

    standing = Standing.ACTIVE

    def load(self, event: Any) -> Any:
        places = Collaborator.objects.filter(pk=event.collaborator_id, standing=self.standing)
        related = ("project__community", "project__space__community", "user", "invited_by")
        return places.select_related(*related).first()


@notices.on(CollaboratorInvited)
class YouAreInvited(PlaceNews):
    """It is theirs alone: they may not be able to read the project's space yet."""

    matter = matters.INVITATIONS
    standing = Standing.INVITED
    label = _("{actor} invites you to a project")
    action = _("See what it is and answer")

    def recipients(self, place: Collaborator) -> QuerySet[User]:
        return User.objects.filter(pk=place.user_id)

    def actor(self, place: Collaborator) -> User | None:
        return place.invited_by

    def excerpt(self, place: Collaborator) -> str:
        return place.note or place.project.gist

    def key(self, place: Collaborator) -> str:
        return invitation_key(place.project_id, place.user_id)

    def place(self, thing: Collaborator) -> None:
        return None


@notices.on(CollaboratorJoined)
class SomebodyJoined(PlaceNews):
    label = _("{actor} joined a project that you lead")

    def recipients(self, place: Collaborator) -> QuerySet[User]:
        leads = Collaborator.objects.leads().filter(project=place.project_id)
        return people_of(place.project).filter(pk__in=leads.values("user"))

    def actor(self, place: Collaborator) -> User:
        return place.user

    def excerpt(self, place: Collaborator) -> str:
        return place.does

    def key(self, place: Collaborator) -> str:
        return f"project_joined:{place.pk}:{place.joined_at:%Y%m%d%H%M%S}"


@notices.on(CollaboratorLeft)
class SomebodyLeft(PlaceNews):
    standing = Standing.LEFT
    label = _("{actor} left a project that you lead")

    def load(self, event: CollaboratorLeft) -> Any:
        place = super().load(event)
        return place if place and place.user_id == event.by_id else None

    def recipients(self, place: Collaborator) -> QuerySet[User]:
        leads = Collaborator.objects.leads().filter(project=place.project_id)
        return people_of(place.project).filter(pk__in=leads.values("user"))

    def actor(self, place: Collaborator) -> User:
        return place.user

    def excerpt(self, place: Collaborator) -> str:
        return place.does

    def key(self, place: Collaborator) -> str:
        return f"project_left:{place.pk}:{place.left_at:%Y%m%d%H%M%S}"


@notices.on(CollaboratorRoleGiven)
class YouHaveAnotherRole(PlaceNews):
    matter = matters.INVITATIONS
    label = _("{actor} gave you another role in a project")

    def load(self, event: CollaboratorRoleGiven) -> Any:
        place: Any = super().load(event)
        if place is None or place.user_id == event.by_id:
            return None
        place.given_by = User.objects.filter(pk=event.by_id).first()
        return place

    def recipients(self, place: Collaborator) -> QuerySet[User]:
        return User.objects.filter(pk=place.user_id)

    def actor(self, place: Any) -> User | None:
        return place.given_by

    def excerpt(self, place: Collaborator) -> str:
        return str(Role(place.role).label)

    def key(self, place: Collaborator) -> str:
        return f"project_role:{place.pk}:{place.role}"


class Itself:
    """A project, as what a notice is about."""

    def __init__(self, project: Project, by: User | None = None) -> None:
        self.project, self.by = project, by


class OfTheProject(ProjectNews):
    def load(self, event: Any) -> Itself | None:
        found = Project.objects.filter(pk=event.project_id)
        project = found.select_related("community", "space__community", "begun_by").first()
        if project is None:
            return None
        by = User.objects.filter(pk=getattr(event, "by_id", project.begun_by_id)).first()
        return Itself(project, by)

    def actor(self, thing: Itself) -> User | None:
        return thing.by

    def excerpt(self, thing: Itself) -> str:
        return thing.project.gist


@notices.on(ProjectBegun)
class ProjectWasProposed(OfTheProject):
    matter = matters.NEW_PROJECTS
    label = _("{actor} proposes a project")
    why = _("You get this because you follow where it was proposed.")

    def recipients(self, thing: Itself) -> QuerySet[User]:
        _itself, *above = chain_of(thing.project)
        told = Follow.objects.told_of_new(above)
        return readers_of(thing.project).filter(pk__in=told.values("user"))

    def key(self, thing: Itself) -> str:
        return thing.project.target


class Move(OfTheProject):
    """Told to those in it; who moved it is not told."""

    status: Status

    def load(self, event: ProjectMoved) -> Itself | None:
        return super().load(event) if event.now == self.status else None

    def recipients(self, thing: Itself) -> QuerySet[User]:
        return people_of(thing.project)

    def excerpt(self, thing: Itself) -> str:
        return thing.project.note

    def key(self, thing: Itself) -> str:
        return f"project_{self.status}:{thing.project.pk}:{thing.project.changed_at:%Y%m%d%H%M%S}"


@notices.on(ProjectMoved)
class ProjectStarted(Move):
    status = Status.ACTIVE
    label = _("{actor} started a project that you are in")

    def load(self, event: ProjectMoved) -> Itself | None:
        return None if event.was == Status.CLOSED else super().load(event)


@notices.on(ProjectMoved)
class ProjectPaused(Move):
    status = Status.PAUSED
    label = _("{actor} paused a project that you are in")
