"""From posts that somebody picked out across topics to a draft; they stay as they are."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from communities.models import Space
from communities.models.space import SpaceVisibility
from core.markdown import MAX_LENGTH
from discussions.begun import new_topic_key
from discussions.errors import DraftHasMoved
from discussions.models import Draft, Kind, Pick, Post
from discussions.quoting import SPECIAL
from discussions.tagging import MOST_TAGS
from knowledge.errors import NarrowerPosts, NothingPicked, SomethingBegun, TooMuchPicked
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
    words = _words_of_all(posts, space)
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


def harvest_story(picks: Sequence[Pick], space: Space, *, title: str, by: "User") -> Draft:
    """Begin a practice story for which these are the evidence, as a draft of a topic.

    Raises as `harvest` does, and SomethingBegun where that would take the place of another draft.
    """
    posts = [pick.post for pick in picks]
    words = _words_of_all(posts, space)
    fields = {"kind": Kind.STORY, "space": space.slug, "title": title, "evidence": words}
    fields["tags"] = ", ".join(_tags_of(posts))
    with transaction.atomic():
        try:
            draft = Draft.objects.keep(new_topic_key(space.community), fields, by=by, seen=0)
        except DraftHasMoved as there:
            raise SomethingBegun from there
        Pick.objects.filter(pk__in=[pick.pk for pick in picks]).delete()
    return draft


def _words_of_all(posts: Sequence[Post], space: Space) -> str:
    if not posts:
        raise NothingPicked
    if narrower := [post for post in posts if not is_read_by_all_in(space, post.topic.space)]:
        raise NarrowerPosts(narrower, space)
    words = "\n\n".join(words_of(post) for post in posts)
    if len(words) > MAX_LENGTH:
        raise TooMuchPicked
    return words


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
