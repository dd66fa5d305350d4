from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, ngettext

from knowledge.digest.news import News
from notifications import digest
from notifications.digest import Mix, Sort
from projects.models import Lesson, Project
from projects.models.project import ProjectQuerySet


class ProjectNews(News):
    called, whose, space = "project", "begun_by", "space"


@digest.section
class ClosedProjects(ProjectNews):
    """What came to an end, with what it learned in place of what it set out to do."""

    title = _("Projects that closed, and what they learned")
    weight, cap = 47, 3
    mixes = {Sort.FACILITATOR: Mix(42, 5)}
    when = "closed_at"
    said_of = gettext_noop("Begun by %(name)s.")

    def there(self) -> ProjectQuerySet:
        return Project.objects.reviewed()

    def summary(self, count: int) -> str:
        return ngettext("%(n)d closed project", "%(n)d closed projects", count) % {"n": count}

    def _shown(self, found: QuerySet[Any]) -> QuerySet[Any]:
        learned = Lesson.objects.learned().filter(project=OuterRef("pk")).order_by("pk")
        return super()._shown(found).annotate(learned=ArraySubquery(learned.values("title")))

    def _excerpt(self, one: Any) -> str:
        titles: Sequence[str] = one.learned
        return " · ".join(titles) or one.gist

    def _tells(self, one: Any) -> tuple[str, ...]:
        return (f"project_closed:{one.pk}:{one.closed_at:%Y%m%d%H%M%S}",)


@digest.section
class NewProjects(ProjectNews):
    title = _("New projects")
    weight, cap = 57, 3
    mixes = {Sort.NEWCOMER: Mix(35, 3), Sort.EXPERT: Mix(43, 4)}
    when = "created_at"
    said_of = gettext_noop("Proposed by %(name)s.")

    def there(self) -> ProjectQuerySet:
        return Project.objects.open()

    def summary(self, count: int) -> str:
        return ngettext("%(n)d new project", "%(n)d new projects", count) % {"n": count}
