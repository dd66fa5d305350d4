from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.models import User
from members.connections.suggesting import Reason, Said, reasons, shared
from projects.models import Collaborator, Project

SAID = Said(
    _("You are both in the project “%(title)s”."),
    ngettext_lazy("You are both in %(n)d project.", "You are both in %(n)d projects.", "n"),
)


@reasons
def who_works_in_the_same_projects(viewer: User) -> Iterator[Reason]:
    mine = Collaborator.objects.of(viewer).filter(project__in=Project.objects.visible_to(viewer))
    others = Collaborator.objects.active().filter(project__in=mine.values("project"))
    return shared(others.exclude(user=viewer), "user", "project", SAID, 3)
