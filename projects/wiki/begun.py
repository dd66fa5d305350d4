"""Where a page can be begun and left: the keys of its autosaved texts."""

from projects.models import Page, Project


def new_key(project: Project) -> str:
    return f"page/new/{project.pk}"


def edit_key(page: Page) -> str:
    return f"page/edit/{page.pk}"
