from typing import Any

from django.utils.translation import gettext_noop, ngettext

from notifications import digest
from projects.decisions.digest import DecidedInProjectsYouFollow
from projects.models import Meeting


@digest.section
class MetInProjectsYouFollow(DecidedInProjectsYouFollow):
    weight = 38  # a neighbour of one title: they are shown as one
    said_of = gettext_noop("%(name)s wrote down what was said in a meeting.")

    def there(self) -> Any:
        return Meeting.objects.all()

    def summary(self, count: int) -> str:
        said = ngettext("%(n)d meeting of a project", "%(n)d meetings of projects", count)
        return said % {"n": count}
