from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from communities.models import Space
from core.events import subscribe
from core.markdown import plain_text
from projects.models import Page
from projects.models.page import PageQuerySet
from projects.wiki.events import PageDeleted, PageEdited, PageRestored, PageWritten
from search.indexing import refresh
from search.kinds import Searchable, declare
from search.models import Document


@declare
class Pages(Searchable):
    kind = "project_page"
    tab = _("Project pages")
    is_writing = True
    place = "community"

    def every(self) -> PageQuerySet:
        return Page.objects.present()

    def of_community(self, community_id: int) -> PageQuerySet:
        return self.every().filter(community=community_id)

    def containers(self, ids: Sequence[int]) -> QuerySet[Space]:
        pages = Page.objects.filter(pk__in=ids)
        return Space.objects.filter(pk__in=pages.values("project__space"))

    def documents(self, ids: Sequence[int]) -> Iterator[Document]:
        for page in self.every().filter(pk__in=ids).for_page():
            space = page.project.space
            yield Document(
                kind=self.kind,
                object_id=page.pk,
                scope=space.scope,
                audience=space.audience,
                thread=page.target,
                community_id=page.community_id,
                space_id=space.pk,
                author_id=page.changed_by_id,
                title=page.title,
                body=plain_text(page.html),
                traits=["project_page"],
                url=page.get_absolute_url(),
                created_at=page.created_at,
                active_at=page.changed_at,
                weight=0.1,
            )

    def visible_to(self, viewer: Any) -> PageQuerySet:
        return Page.objects.visible_to(viewer)

    def label(self, traits: list[str]) -> str | Promise:
        return _("Project page")


@subscribe(PageWritten)
@subscribe(PageEdited)
@subscribe(PageDeleted)
@subscribe(PageRestored)
def page_changed(event: PageWritten | PageEdited | PageDeleted | PageRestored) -> None:
    refresh(Pages.kind, [event.page_id])
