from django.http import HttpResponse
from django.shortcuts import redirect, render

from core.http import PageRequest
from discussions.backlinks import show_links
from notifications.follows import Control
from projects.frame import project_frame
from projects.wiki import access
from projects.wiki.beginnings import BEGINNINGS
from projects.wiki.following import target_of
from projects.wiki.frame import page_frame
from projects.wiki.tree import tree_of

LONG = 3  # headings, from which on a page has a table of contents


def pages(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    """All of a project's pages, as they hang below each other."""
    project = access.project_of_pages(request.user, pk)
    context = project_frame(request.user, project, "pages")
    context |= {"tree": tree_of(project), "beginnings": BEGINNINGS, "deleted": []}
    if context["may_contribute"]:
        gone = project.pages.deleted().select_related("deleted_by").order_by("-deleted_at")
        context["deleted"] = list(gone)
    return render(request, "projects/pages/list.html", context)


def page(request: PageRequest, slug: str, pk: int, page: int, title: str = "") -> HttpResponse:
    found = access.page_in(pk, access.page_to_read(request.user, page))
    if (slug, title) != (found.community.slug, found.slug):
        return redirect(found)
    context = page_frame(request.user, found) | {
        "follow": Control.of(request.user, target_of(request.user, found)),
        "contents": found.contents if len(found.contents) >= LONG else [],
    }
    return render(request, "projects/pages/page.html", context)


def links(request: PageRequest, slug: str, pk: int, page: int) -> HttpResponse:
    """What leads there, and where it leads."""
    found = access.page_in(pk, access.page_to_read(request.user, page))
    return show_links(request, found, "projects")
