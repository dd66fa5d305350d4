"""What is told of pages, and to whom."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import markdown
from discussions import matters as of_discussions
from discussions.writing import readers
from notifications import notices
from notifications.models import Follow
from projects.models import Page, PageRevision
from projects.notices import ProjectNews, readers_of
from projects.wiki import following, matters  # noqa: F401 - it declares that pages can be followed
from projects.wiki.events import PageEdited, PageWritten


class PageNews(ProjectNews):
    """About a page; ``told`` is the event, so that each edit is told of once."""

    template = "projects/emails/page"
    action = _("Read the page")
    stop = _("Stop emails about this page")

    def load(self, event: Any) -> Any:
        page: Any = Page.objects.present().for_page().filter(pk=event.page_id).first()
        if page:
            page.by = self.writer_of(page, event)
            page.told_version = getattr(event, "version", 1)
        return page

    def writer_of(self, page: Page, event: Any) -> User | None:
        return User.objects.filter(pk=getattr(event, "by_id", page.author_id)).first()

    def actor(self, page: Any) -> User | None:
        return page.by

    def title(self, page: Page) -> str:
        return page.title

    def url(self, page: Page) -> str:
        return page.get_absolute_url()

    def group(self, page: Page) -> str:
        return page.target

    def excerpt(self, page: Page) -> str:
        return page.gist

    def key(self, page: Any) -> str:
        return f"project_page:{page.pk}:{page.told_version}"


def _unmuting(users: QuerySet[User], page: Page) -> QuerySet[User]:
    muting = Follow.objects.muting([[page.target]])
    return users.exclude(pk__in=muting.values("user"))


@notices.on(PageWritten)
class YouAreNamedOnAPage(PageNews):
    matter = of_discussions.MENTIONS
    label = _("{actor} mentioned you on a page")

    def recipients(self, page: Any) -> QuerySet[User]:
        """Those whom this version names and the one before it did not."""
        before = PageRevision.objects.filter(page=page, number=page.told_version - 1).first()
        known = set(_named_in(before.source)) if before else set()
        names = [handle for handle in _named_in(page.source) if handle not in known]
        people = [user.pk for user in readers(names, page.project.space).values()]
        return _unmuting(readers_of(page.project), page).filter(pk__in=people)


@notices.on(PageEdited)
class YouAreNamedInAnEdit(YouAreNamedOnAPage):
    """Who was named there before has been told."""


@notices.on(PageEdited)
class PageYouFollowWasEdited(PageNews):
    matter = matters.PAGES
    label = _("{actor} changed a page you follow")
    why = _("You get this because you follow this page.")

    def recipients(self, page: Page) -> QuerySet[User]:
        watching = Follow.objects.watching([[page.target]])
        return readers_of(page.project).filter(pk__in=watching.values("user"))

    def excerpt(self, page: Any) -> str:
        edits = PageRevision.objects.filter(page=page, number=page.told_version - 1)
        reason = edits.values_list("reason", flat=True).first()
        return reason or page.gist


def _named_in(source: str) -> Sequence[str]:
    return markdown.parse(source).mentions
