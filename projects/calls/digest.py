from collections import defaultdict
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, ngettext

from communities.models import Tag
from knowledge.digest.news import News
from notifications import digest
from notifications.digest import Item, Reader
from projects.calls.matching import fits
from projects.calls.models import Call, Wish
from projects.calls.models.call import CallQuerySet
from projects.calls.reasons import in_words

NONE = (0.0, "")  # no reason, and what it is worth


@digest.section
class ProjectsThatLookForYou(News):
    """Calls that were opened; first, and with the reason, those for what one chose or knows."""

    title = _("Projects that look for you")
    weight = 35
    called, when, whose, space = "call", "created_at", "called_by", "project__space"
    said_of = gettext_noop("%(name)s looks for somebody.")

    def there(self) -> CallQuerySet:
        return Call.objects.open()

    def gather(self, readers: list[Reader]) -> dict[int, list[Item]]:
        came = self._came(readers)
        wanted = self._wanted(readers, [call for calls in came.values() for call in calls])
        found = {}
        for reader in readers:
            reasons = wanted[reader.user.pk]
            mine = [
                (max((reasons[pk] for pk in call.tag_ids if pk in reasons), default=NONE), call)
                for pk in sorted(reader.communities)
                for call in came[pk]
                if self._is_news(reader, call)
            ]
            mine.sort(key=lambda one: one[0] == NONE)
            found[reader.user.pk] = [self._told(call, reason) for (_worth, reason), call in mine]
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

    def _wanted(
        self, readers: list[Reader], calls: list[Any]
    ) -> dict[int, dict[int, tuple[float, str]]]:
        """For each reader the tags that they chose or know about, and the strongest reason."""
        tags = {pk for call in calls for pk in call.tag_ids}
        names = dict(Tag.objects.filter(pk__in=tags).values_list("pk", "name")) if tags else {}
        wishes = Wish.objects.filter(user__in=[reader.user.pk for reader in readers])
        wanted: dict[int, dict[int, tuple[float, str]]] = defaultdict(dict)
        for fit in fits(wishes, names):
            known = wanted[fit.user].get(fit.tag, NONE)
            wanted[fit.user][fit.tag] = max(known, (fit.worth, in_words(fit.reason)))
        return wanted

    def _told(self, call: Call, reason: str) -> Item:
        item = self._item(call)
        return replace(item, meta=f"{item.meta} {reason}") if reason else item
