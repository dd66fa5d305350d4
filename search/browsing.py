"""What somebody has written, the newest first: documents, read without a query."""

from typing import Any

from accounts.models import User
from core.paging import Page, paginate
from search.finding import Author, Result, homes_of
from search.highlighting import extract, marked
from search.kinds import all_kinds, kind_of
from search.models import Document

PAGE = 20
ORDER = ("-created_at", "-id")


def written_by(
    author: User, viewer: Any, *, after: str | None = None, size: int = PAGE
) -> Page[Result]:
    """A page of what the viewer may see of it. Raises BadCursor."""
    kinds = [searchable.kind for searchable in all_kinds() if searchable.is_writing]
    documents = Document.objects.visible_to(viewer).filter(author=author, kind__in=kinds)
    page = paginate(documents, ORDER, size=size, after=after)
    homes = homes_of(page.items, viewer) if page.items else {}
    by = Author(author.name, author.handle, author.dye)
    items = [_result(d, by, homes[d.key]) for d in page.items if d.key in homes]
    return Page(items, next=page.next, previous=page.previous)


def _result(document: Document, by: Author, home: Any) -> Result:
    return Result(
        kind=document.kind,
        object_id=document.object_id,
        label=kind_of(document.kind).label(document.traits),
        url=document.url,
        title=marked(document.title or document.within),
        extract=extract("", document.body),
        author=by,
        home=home,
        tags=document.tags,
        traits=document.traits,
        created_at=document.created_at,
        active_at=document.active_at,
    )
