from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, ngettext

from notifications import digest
from notifications.digest import Item
from projects.models import Decision
from projects.updates.digest import FromProjectsYouFollow


@digest.section
class DecidedInProjectsYouFollow(FromProjectsYouFollow):
    weight = 37  # a neighbour of one title: the two are shown as one
    when, whose = "noted_at", "noted_by"
    said_of = gettext_noop("%(name)s noted what was decided.")

    def there(self) -> Any:
        return Decision.objects.standing()

    def summary(self, count: int) -> str:
        said = ngettext("%(n)d decision of a project", "%(n)d decisions of projects", count)
        return said % {"n": count}

    def _item(self, one: Any) -> Item:
        return Item(
            key=one.target,
            title=one.title,
            url=one.get_absolute_url(),
            meta=f"{one.project.title}. {_(self.said_of) % {'name': one.noted_by.name}}",
            excerpt=one.gist,
            place=one.community.name,
            audience=one.space.audience,
        )

    def _shown(self, found: QuerySet[Any]) -> QuerySet[Any]:
        related = ("community", "project__community", "project__space__community", "noted_by")
        return found.select_related(*related).order_by("-noted_at", "-pk")
