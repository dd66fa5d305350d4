"""What updates tell: those in the project, and those who follow it closely."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from notifications import matters, notices
from notifications.matters import Heading
from projects.models import Update
from projects.notices import ProjectNews, watchers_of
from projects.updates.events import UpdatePosted

UPDATES = matters.declare(
    "project_updates",
    _("Updates of projects you are in or follow"),
    _("Somebody says how far a project is."),
    heading=Heading.FOLLOWED,
    order=62,
)


@notices.on(UpdatePosted)
class ProjectIsSoFar(ProjectNews):
    matter = UPDATES
    label = _("{actor} says how far a project is")
    action = _("Read the update")
    why = _("You get this because you are in this project, or follow it.")

    def load(self, event: UpdatePosted) -> Any:
        return Update.objects.for_page().filter(pk=event.update_id).first()

    def recipients(self, update: Update) -> QuerySet[User]:
        return watchers_of(update.project).exclude(pk__in=update.mentioned)

    def actor(self, update: Update) -> User:
        return update.by

    def url(self, update: Update) -> str:
        return update.get_absolute_url()

    def excerpt(self, update: Update) -> str:
        return update.gist

    def key(self, update: Update) -> str:
        return update.target
