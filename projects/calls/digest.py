from collections import defaultdict
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext, gettext_noop, ngettext
from django.utils.translation import gettext_lazy as _

from knowledge.digest.news import News
from notifications import digest
from notifications.digest import Item, Reader
from projects.calls.models import Call, Wish
from projects.calls.models.call import CallQuerySet


@digest.section
class ProjectsThatLookForYou(News):
    """Calls that were opened, those first that name what the reader chose, and say so."""

    title = _("Projects that look for you")
    weight = 35
    called, when, whose, space = "call", "created_at", "called_by", "project__space"
    said_of = gettext_noop("%(name)s looks for somebody.")

    def there(self) -> CallQuerySet:
        return Call.objects.open()

    def gather(self, readers: list[Reader]) -> dict[int, list[Item]]:
        wishes = self._wishes(readers)
        came = self._came(readers)
        found = {}
        for reader in readers:
            wanted = wishes[reader.user.pk]
            mine = [
                (next((wanted[pk] for pk in call.tag_ids if pk in wanted), ""), call)
                for pk in sorted(reader.communities)
                for call in came[pk]
                if self._is_news(reader, call)
            ]
            mine.sort(key=lambda one: not one[0])
            found[reader.user.pk] = [self._told(call, tag) for tag, call in mine]
        return found

    def summary(self, count: int) -> str:
        said = ngettext(
            "%(n)d project that looks for people", "%(n)d projects that look for people", count
        )
        return said % {"n": count}

    def _mutes(self, reader: Reader, one: Any) -> bool:
        chain = [
            [one.project.target],
            [f"tag:{pk}" for pk in one.tag_ids],
            [one.space.scope],
            [f"community:{one.community_id}"],
        ]
        return bool(reader.levels) and reader.mutes(chain)

    def _wishes(self, readers: list[Reader]) -> dict[int, dict[int, str]]:
        """For each reader the tags they chose, by number."""
        rows = Wish.objects.filter(user__in=[reader.user.pk for reader in readers])
        chosen: dict[int, dict[int, str]] = defaultdict(dict)
        for user, pk, name in rows.values_list("user", "tags", "tags__name"):
            if pk:
                chosen[user][pk] = name
        return chosen

    def _told(self, call: Call, tag: str) -> Item:
        item = self._item(call)
        if not tag:
            return item
        said = gettext("You want to be told of calls about %(tag)s.") % {"tag": tag}
        return replace(item, meta=f"{item.meta} {said}")
