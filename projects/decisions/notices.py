"""What decisions tell: those in the project, and those who follow it closely."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from notifications import matters, notices
from notifications.matters import Heading
from projects.decisions.events import DecisionNoted
from projects.models import Decision
from projects.notices import ProjectNews, watchers_of

DECISIONS = matters.declare(
    "project_decisions",
    _("Decisions of projects you are in or follow"),
    _("Somebody notes what was settled."),
    heading=Heading.FOLLOWED,
    order=63,
)


@notices.on(DecisionNoted)
class ProjectHasDecided(ProjectNews):
    matter = DECISIONS
    label = _("{actor} noted a decision of a project")
    action = _("Read why")
    why = _("You get this because you are in this project, or follow it.")

    def load(self, event: DecisionNoted) -> Any:
        return Decision.objects.for_page().filter(pk=event.decision_id).first()

    def recipients(self, decision: Decision) -> QuerySet[User]:
        return watchers_of(decision.project).exclude(pk__in=decision.mentioned)

    def actor(self, decision: Decision) -> User:
        return decision.noted_by

    def url(self, decision: Decision) -> str:
        return decision.get_absolute_url()

    def excerpt(self, decision: Decision) -> str:
        return decision.title

    def key(self, decision: Decision) -> str:
        return decision.target
