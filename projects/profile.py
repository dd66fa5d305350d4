from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from members.profile import Block, Entry, block
from projects.models import Collaborator, Contribution, Project
from projects.models.project import ProjectQuerySet

MOST = 8


def projects_of(viewer: Any, person: User) -> ProjectQuerySet:
    """Those that the person is in, and those that they delivered, as far as the viewer may know.

    Who does not want to be named in one that was closed is not named there on their page either.
    """
    contributed = Contribution.objects.filter(user=person.pk)
    places = Collaborator.objects.of(person).values("project")
    named = Q(pk__in=contributed.named().values("project"))
    unnamed = contributed.filter(is_declined=True)
    found = Project.objects.visible_to(viewer).filter(Q(pk__in=places) | named)
    if viewer.pk != person.pk:
        found = found.exclude(pk__in=unnamed.values("project"))
    return found.order_by("-changed_at", "-pk")


@block
def projects(viewer: Any, person: User) -> Block | None:
    rows = projects_of(viewer, person).select_related("community").defer("purpose", "done", "html")
    found = list(rows[:MOST])
    if not found:
        return None
    entries = [Entry(one.title, one.get_absolute_url(), said_of(one)) for one in found]
    return Block(_("Projects"), "hammer", entries)


def said_of(project: Project) -> str:
    return f"{project.community.name}, {str(project.get_status_display()).lower()}"
