"""The doors to a project's pages, for web and API: unseen is 404, refused is 403."""

from collections.abc import Callable
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from core.permissions import Verdict, require
from projects import rules
from projects.models import Page, PageRevision, Project
from projects.models.page import PageQuerySet


def project_of_pages(viewer: Any, pk: int) -> Project:
    """Whoever is only invited reads the project's first page, and not these."""
    return get_object_or_404(Project.objects.visible_to(viewer).for_page(), pk=pk)


def page_to_read(viewer: Any, pk: int) -> Page:
    return _found(viewer, Page.objects.visible_to(viewer), pk)


def page_to_edit(viewer: Any, pk: int) -> Page:
    return _allowed(page_to_read(viewer, pk), viewer, rules.can_contribute)


def page_to_restore(viewer: Any, pk: int) -> Page:
    """A deleted one, which only those who can restore it are shown."""
    deleted = Page.objects.deleted().filter(project__in=Project.objects.visible_to(viewer))
    return _allowed(_found(viewer, deleted, pk), viewer, rules.can_contribute)


def page_in(project_id: int, page: Page) -> Page:
    """A page's address names its project too, and another one leads nowhere."""
    if page.project_id != project_id:
        raise Http404
    return page


def place_of(project: Project, pk: int | None) -> Page | None:
    """A page of the project to put another below; None is the top."""
    return get_object_or_404(project.pages.present(), pk=pk) if pk else None


def revision_of(page: Page, number: int) -> PageRevision:
    return get_object_or_404(page.revisions, number=number)


def _found(viewer: Any, pages: PageQuerySet, pk: int) -> Page:
    page: Page = get_object_or_404(pages.for_page(), pk=pk)
    page.project = Project.objects.for_page().get(pk=page.project_id)  # with what its tabs count
    return page


def _allowed(page: Page, viewer: Any, rule: Callable[[Any, Project], Verdict]) -> Page:
    require(rule(viewer, page.project))
    return page
