from typing import Any

from projects.frame import project_frame
from projects.models import Page
from projects.wiki.tree import tree_of


def page_frame(viewer: Any, page: Page) -> dict[str, Any]:
    """What each page about a page needs: its project's frame, and the tree opened at it."""
    tree = tree_of(page.project)
    tree.open_at(page)
    return project_frame(viewer, page.project, "pages") | {
        "page": page,
        "tree": tree,
        "above": tree.above(page),
        "below": tree.below(page),
    }
