from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, ngettext

from knowledge.digest.news import News
from knowledge.models import Resource
from knowledge.models.resource import ResourceQuerySet
from notifications import digest


@digest.section
class NewResources(News):
    title = _("New on the shelf")
    weight = 60
    called, when, whose, space = "resource", "added_at", "added_by", "collection__space"
    said_of = gettext_noop("Added by %(name)s.")

    def there(self) -> ResourceQuerySet:
        return Resource.objects.on_the_shelf()

    def summary(self, count: int) -> str:
        return ngettext("%(n)d new resource", "%(n)d new resources", count) % {"n": count}
