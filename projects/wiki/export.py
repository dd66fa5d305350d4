from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch

from projects import export
from projects.models import Page, PageRevision, Project


@export.part("pages")
def pages(viewer: Any, project: Project) -> Iterator[export.File]:
    """Each as it is, what it was before each edit, and how they hang together."""
    found = Page.objects.visible_to(viewer).filter(project=project)
    before = Prefetch("revisions", PageRevision.objects.defer("source").order_by("number"))
    rows = [_page(page) for page in found.for_list().prefetch_related(before).in_order()]
    if rows:
        yield export.as_json("pages.json", rows)
    for page in found.order_by("pk").iterator(chunk_size=100):
        yield _file(f"pages/{page.pk}.md", page)
        for revision in page.revisions.order_by("number").iterator(chunk_size=100):
            yield _file(f"pages/{page.pk}/{revision.number}.md", revision)


def _page(page: Page) -> dict[str, Any]:
    return {
        "id": page.target,
        "title": page.title,
        "below": f"{Page.kind_of_target}:{page.parent_id}" if page.parent_id else None,
        "version": page.version,
        "changed_by": f"person:{page.changed_by_id}",
        "changed_at": page.changed_at,
        "before": [
            {
                "version": one.number,
                "author": f"person:{one.author_id}",
                "written_at": one.created_at,
                "replaced_by": f"person:{one.replaced_by_id}",
                "reason": one.reason,
            }
            for one in page.revisions.all()
        ],
    }


def _file(path: str, said: Any) -> export.File:
    return export.File(path, [f"# {said.title}\n\n{said.source.strip()}\n"])
