"""From posts that somebody picked out across topics to a draft article; they stay as they are."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from communities.models import Space
from communities.models.space import SpaceVisibility
from core.markdown import MAX_LENGTH
from discussions.models import Pick, Post
from discussions.quoting import SPECIAL
from discussions.tagging import MOST_TAGS
from knowledge.errors import NarrowerPosts, NothingPicked, TooMuchPicked
from knowledge.models import Article
from knowledge.parts import NAMES
from knowledge.sources import Typed

if TYPE_CHECKING:
    from accounts.models import User


def harvest(picks: Sequence[Pick], space: Space, *, title: str, by: "User") -> Article:
    """Begin a draft that says what these say, and whose words they are; take them out of the tray.

    Raises NothingPicked, TooMuchPicked, or NarrowerPosts where somebody who may read the space may
    not read a post.
    """
    posts = [pick.post for pick in picks]
    if not posts:
        raise NothingPicked
    if narrower := [post for post in posts if not is_read_by_all_in(space, post.topic.space)]:
        raise NarrowerPosts(narrower, space)
    words = "\n\n".join(words_of(post) for post in posts)
    if len(words) > MAX_LENGTH:
        raise TooMuchPicked
    article = Article.objects.begin(
        space,
        title=title,
        parts=dict.fromkeys(NAMES, "") | {"practice": words},
        tags=_tags_of(posts),
        sources=[Typed(post.get_absolute_url()) for post in posts],
        by=by,
    )
    Pick.objects.filter(pk__in=[pick.pk for pick in picks]).delete()
    return article


def is_read_by_all_in(place: Space, space: Space) -> bool:
    """Whether everybody who may read the one may read the other."""
    if place.pk == space.pk:
        return True
    group = SpaceVisibility.GROUP
    # Whoever is named for a space belongs to the community, of which its audience says nothing.
    is_among_members = place.visibility == group and space.visibility != group
    return is_among_members or set(place.audience) <= set(space.audience)


def words_of(post: Post) -> str:
    name = SPECIAL.sub(r"\\\1", post.author.name)
    return f"{post.source.strip()}\n\n— [{name}]({post.get_absolute_url()})"


def _tags_of(posts: Sequence[Post]) -> list[str]:
    topics = {post.topic_id: post.topic for post in posts}.values()
    names = (name for topic in topics for name in topic.tags.values_list("name", flat=True))
    return list(dict.fromkeys(names))[:MOST_TAGS]
