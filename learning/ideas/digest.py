from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, ngettext

from knowledge.digest.news import News
from learning.ideas.models import Idea
from learning.ideas.models.idea import IdeaQuerySet
from notifications import digest


@digest.section
class NewIdeas(News):
    """What members would like to learn, or could teach: it looks for who else would come."""

    title = _("Ideas for workshops")
    weight = 39
    called, when, whose, space = "idea", "added_at", "author", "space"
    said_of = gettext_noop("An idea of %(name)s.")

    def there(self) -> IdeaQuerySet:
        found: IdeaQuerySet = Idea.objects.open()
        return found

    def summary(self, count: int) -> str:
        said = ngettext("%(n)d idea for a workshop", "%(n)d ideas for workshops", count)
        return said % {"n": count}

    def _shown(self, found: Any) -> Any:
        untagged = Value([], output_field=ArrayField(BigIntegerField()))
        related = ("community", "space__community", "author")
        shown = found.annotate(tag_ids=untagged).select_related(*related)
        return shown.order_by("-added_at", "-pk")

    def _excerpt(self, one: Any) -> str:
        return str(one.text)
