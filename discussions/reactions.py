"""The reactions to one post, as they are listed on the page and by the API."""

from typing import Any

from core.paging import Page, paginate
from discussions.models import Post, Reaction
from discussions.models.reaction import Word

SIZE = 20


def page_of_reactions(
    post: Post, *, word: str = "", but_of: Any = None, after: str | None = None, size: int = SIZE
) -> Page[Reaction]:
    """Newest first; of a word that is not known, all. Raises BadCursor."""
    found = Reaction.objects.filter(post=post).saying(word if word in Word else "").for_display()
    if but_of and but_of.is_authenticated:
        found = found.exclude(user=but_of)
    page = paginate(found, ("-left_at", "-id"), after=after, size=size)
    for reaction in page:
        reaction.post = post
    return page


def reactions_of(viewer: Any, post: Post) -> list[Reaction]:
    """What the viewer says of it, newest first."""
    if not viewer.is_authenticated:
        return []
    mine = list(Reaction.objects.filter(post=post, user=viewer).for_display().order_by("-left_at"))
    for reaction in mine:
        reaction.post = post
    return mine
