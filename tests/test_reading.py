"""What not everybody may see, pages and the API read through `visible_to` or a door."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

GUARDED = {
    "Community", "Space", "Topic", "Post", "Article", "Notice", "Digest", "Document", "Activity",
}  # fmt: skip
DOORS = {
    "visible_to", "readable_by",  # what the viewer may see
    "of", "count_unread",  # one's own
    "found", "open", "start", "begin", "with_name",  # verbs, and what is asked before
}  # fmt: skip
# Each with its reason.
APPROVED = {
    (
        "communities/api/views.py",
        "Community",
        "filter",
    ),  # is an address taken?
    ("communities/forms.py", "Community", "filter"),  # the same
    ("communities/views/managing.py", "Community", "get"),  # the one in hand, as it is now
    ("discussions/views/posts.py", "Post", "get"),  # the root of a post that is seen
    ("discussions/forms.py", "Post", "present"),  # of a topic that is seen
}


def surfaces() -> Iterator[Path]:
    for app in settings.BASE_DIR.iterdir():
        for pattern in ("views.py", "views/*.py", "api/*.py", "forms.py"):
            yield from app.glob(pattern)


def reads(path: Path) -> Iterator[tuple[str, str]]:
    """Each ``Model.objects.method`` of a guarded model."""
    for node in ast.walk(ast.parse(path.read_text())):
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Attribute)
            and node.value.attr == "objects"
            and isinstance(node.value.value, ast.Name)
            and node.value.value.id in GUARDED
        ):
            yield node.value.value.id, node.attr


def test_surfaces_read_through_what_the_viewer_may_see():
    found = {
        (str(path.relative_to(settings.BASE_DIR)), model, method)
        for path in surfaces()
        for model, method in reads(path)
        if method not in DOORS and method != "none"
    }

    assert found - APPROVED == set()
