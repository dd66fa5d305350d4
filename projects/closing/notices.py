from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communities.chains import chain_of
from notifications import notices
from notifications.models import Follow
from projects import matters
from projects.events import ContributorThanked, ProjectMoved
from projects.models import Contribution, Status
from projects.notices import Itself, Move, ProjectNews, people_of, readers_of


@notices.on(ProjectMoved)
class ProjectReopened(Move):
    status = Status.ACTIVE
    label = _("{actor} reopened a project that you are in")

    def load(self, event: ProjectMoved) -> Itself | None:
        return super().load(event) if event.was == Status.CLOSED else None


@notices.on(ProjectMoved)
class ProjectClosed(Move):
    """Told to those in it, and to those who watch it from outside."""

    status = Status.CLOSED
    label = _("{actor} closed a project that you are in, or watch")
    action = _("See what came of it")

    def recipients(self, thing: Itself) -> QuerySet[User]:
        itself, *_above = chain_of(thing.project)
        watching = Follow.objects.watching([itself])
        return people_of(thing.project) | readers_of(thing.project).filter(
            pk__in=watching.values("user")
        )

    def url(self, thing: Itself) -> str:
        project = thing.project
        return project.get_absolute_url() if project.is_dropped else f"{project.address}outcome/"


@notices.on(ContributorThanked)
class YouAreThanked(ProjectNews):
    """Whoever is thanked and may read the project."""

    matter = matters.THANKS
    label = _("{actor} thanks you for what you did in a project")
    action = _("See what came of it")
    why = _("You get this because you made this project with others.")

    def load(self, event: ContributorThanked) -> Contribution | None:
        found = Contribution.objects.thanked().filter(pk=event.contribution_id)
        related = ("project__community", "project__space__community", "user", "confirmed_by")
        return found.select_related(*related).first()

    def recipients(self, thing: Contribution) -> QuerySet[User]:
        return readers_of(thing.project).filter(pk=thing.user_id)

    def actor(self, thing: Contribution) -> User | None:
        return thing.confirmed_by

    def excerpt(self, thing: Contribution) -> str:
        return thing.note

    def key(self, thing: Contribution) -> str:
        return thing.key

    def url(self, thing: Any) -> str:
        return f"{thing.project.address}outcome/"
