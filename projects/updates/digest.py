from collections import defaultdict
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, ngettext

from knowledge.digest.news import News
from notifications import digest
from notifications.digest import Item, Reader
from notifications.models import Level
from projects.models import Collaborator, Update


@digest.section
class FromProjectsYouFollow(News):
    """Also of those that the reader is in."""

    title = _("From projects you follow")
    weight = 36
    when, whose = "posted_at", "by"
    said_of = gettext_noop("%(name)s says how far it is.")

    def there(self) -> Any:
        return Update.objects.all()

    def gather(self, readers: list[Reader]) -> dict[int, list[Item]]:
        inside: dict[int, set[int]] = defaultdict(set)
        places = Collaborator.objects.active().filter(user__in=[r.user.pk for r in readers])
        for user, project in places.values_list("user", "project"):
            inside[user].add(project)
        came = self._came(readers)
        shown = {one.pk: self._item(one) for ones in came.values() for one in ones}
        return {
            reader.user.pk: [
                shown[update.pk]
                for pk in sorted(reader.communities)
                for update in came[pk]
                if self._is_news(reader, update)
                and (
                    update.project_id in inside[reader.user.pk]
                    or reader.levels.get(update.project.target) == Level.WATCHING
                )
            ]
            for reader in readers
        }

    def summary(self, count: int) -> str:
        said = ngettext("%(n)d update of a project", "%(n)d updates of projects", count)
        return said % {"n": count}

    def _shown(self, found: QuerySet[Any]) -> QuerySet[Any]:
        related = ("community", "project__community", "project__space__community", "by")
        return found.select_related(*related).order_by("-posted_at", "-pk")

    def _mutes(self, reader: Reader, one: Any) -> bool:
        chain = [[one.project.target], [one.space.scope], [f"community:{one.community_id}"]]
        return bool(reader.levels) and reader.mutes(chain)

    def _item(self, one: Any) -> Item:
        return Item(
            key=one.target,
            title=one.project.title,
            url=one.get_absolute_url(),
            meta=str(_(self.said_of)) % {"name": one.by.name},
            excerpt=one.gist,
            place=one.community.name,
            audience=one.space.audience,
        )
