from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accounts.models import User
from communities.models import Community, Membership, Space
from core import markdown
from core.models import Upload
from core.uploads import named
from discussions import linking, uses
from discussions.models.link import Target

if TYPE_CHECKING:
    from discussions.models import Post

GIST_LENGTH = 240
MOST_OFFERED = 8  # while somebody types a name
MOST_MENTIONS = 20  # told by one post; naming more people than that is not a mention


@dataclass(frozen=True)
class Written:
    html: str
    gist: str
    mentioned: list[int]  # ids of the users named
    uploads: list[Upload]  # those it shows or links
    targets: list[Target]  # the pages of this site that it leads to


def compose(source: str, space: Space, *, by: User, post: "Post | None" = None) -> Written:
    """Turn Markdown into what is stored, linking the mentions of users who can read the space.

    It shows the uploads that the writer may see, and those that ``post`` has shown before.
    """
    document = markdown.parse(source)
    return _written(
        document,
        space,
        named.usable([document], by=by, kind=uses.KIND, object_id=post.pk if post else None),
    )


def compose_anew(post: "Post", space: Space) -> Written:
    """The same text once more, after something that it shows has changed."""
    document = markdown.parse(post.source)
    return _written(
        document, space, named.still_used([document], kind=uses.KIND, object_id=post.pk)
    )


def preview(source: str, *, by: User) -> str:
    """What it would look like, without asking for anybody it names."""
    document = markdown.parse(source)
    return document.html(sizes=named.sizes(named.visible([document], by=by)))


def _written(document: markdown.Document, space: Space, uploads: list[Upload]) -> Written:
    people = readers(document.mentions, space)
    addresses = {handle: user.get_absolute_url() for handle, user in people.items()}
    html = document.html(addresses, named.sizes(uploads))
    gist = markdown.excerpt(html, GIST_LENGTH)
    mentioned = [user.pk for user in people.values()]
    return Written(html, gist, mentioned, uploads, linking.targets_in([document]))


def mentionable(community: Community, begun: str, space: Space | None = None) -> list[User]:
    """Members whose name or handle begins like this, who may read what is written in the space."""
    memberships = Membership.objects.active().filter(community=community)
    if space:
        memberships = Membership.objects.of_space(space.pk, community.pk)
    members = memberships.values("user")
    people = User.objects.active().filter(pk__in=members).beginning_with(begun)
    readers = space.among(people) if space else people
    return list(readers.order_by("name", "pk")[:MOST_OFFERED])


def readers(handles: Sequence[str], space: Space) -> dict[str, User]:
    """By the handle they are named by, which may be one that they have left."""
    if not handles:
        return {}
    people = User.objects.active().reached_by_each(handles[:MOST_MENTIONS])
    return {handle: user for handle, user in people.items() if space.is_readable_by(user)}
