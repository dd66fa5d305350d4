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
    html = document.html({handle: user.get_absolute_url() for handle, user in people.items()})
    return Written(html, markdown.excerpt(html, GIST_LENGTH), [u.pk for u in people.values()])


def _readers(handles: Sequence[str], space: Space) -> dict[str, User]:
    """By the handle they are named by, which may be one that they have left."""
    if not handles:
        return {}
    people = User.objects.active().reached_by_each(handles[:MOST_MENTIONS])
    return {handle: user for handle, user in people.items() if space.is_readable_by(user)}
