from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import User
from communities.models import Space
from core import markdown

GIST_LENGTH = 240
MOST_MENTIONS = 20  # told by one post; naming more people than that is not a mention


@dataclass(frozen=True)
class Written:
    html: str
    gist: str
    mentioned: list[int]  # ids of the users named


def compose(source: str, space: Space) -> Written:
    """Turn Markdown into what is stored, linking the mentions of users who can read the space."""
    document = markdown.parse(source)
    people = _readers(document.mentions, space)
    html = document.html({user.handle.lower(): user.get_absolute_url() for user in people})
    return Written(html, markdown.excerpt(html, GIST_LENGTH), [user.pk for user in people])


def _readers(handles: Sequence[str], space: Space) -> list[User]:
    if not handles:
        return []
    return [
        u
        for u in User.objects.active().with_handles(handles[:MOST_MENTIONS])
        if space.is_readable_by(u)
    ]
