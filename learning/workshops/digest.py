from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, ngettext

from knowledge.digest.news import News
from learning.workshops.models import Workshop, WorkshopQuerySet
from notifications import digest
from notifications.digest import Item


@digest.section
class WorkshopsNearYou(News):
    """Those that were published in the week, and are still to come; with their day and hour. Of a
    series it is the next."""

    title = _("Workshops near you")
    weight = 33
    called, when, whose, space = "workshop", "published_at", "proposed_by", "space"
    said_of = gettext_noop("Proposed by %(name)s.")

    def there(self) -> WorkshopQuerySet:
        return Workshop.objects.to_come().first_of_series()

    def summary(self, count: int) -> str:
        return ngettext("%(n)d new workshop", "%(n)d new workshops", count) % {"n": count}

    def _item(self, one: Any) -> Item:
        return replace(super()._item(one), meta=str(one.when))
