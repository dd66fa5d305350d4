"""What pages show of an idea."""

from typing import Any

from learning.ideas.models import Idea


def begun_of(viewer: Any, idea: Idea) -> dict[str, Any]:
    """What the form for a workshop begins with that is made of it."""
    handles = dict.fromkeys(f"@{one.handle}" for one in [*idea.teachers][:5])
    hosts = ", ".join(handles) or f"@{viewer.handle}"
    begun = {"title": idea.title, "text": idea.text, "hosts": hosts}
    return begun | {"space": idea.space.slug}
