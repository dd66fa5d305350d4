from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, ngettext

from knowledge.digest.news import News
from learning.courses.models import Course, CourseQuerySet
from notifications import digest


@digest.section
class NewCourses(News):
    """Those that were published for the first time in the week."""

    title = _("New courses")
    weight = 34
    called, when, whose, space = "course", "published_at", "proposed_by", "space"
    said_of = gettext_noop("Begun by %(name)s.")

    def there(self) -> CourseQuerySet:
        return Course.objects.published()

    def summary(self, count: int) -> str:
        return ngettext("%(n)d new course", "%(n)d new courses", count) % {"n": count}
