"""The doors to topics and posts, for web and API: unseen is 404, refused is 403."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from communities.access import community_to_facilitate, community_to_see, space_to_see
from communities.models import Community, Space
from communities.models.space import SpaceQuerySet
from communities.rules import can_read
from core.compiled import compiled
from core.permissions import require
from discussions import rules
from discussions.arranging.forwarding import post_instead_of
from discussions.models import Ask, Bookmark, Mailed, Post, Reaction, Revision, Topic
from discussions.models.topics import TopicQuerySet


@compiled()
def _to_read(viewer: Any, pk: Any) -> TopicQuerySet:
    topics = Topic.objects.visible_to(viewer).for_page().with_tags().with_place_of(viewer)
    topics = topics.with_draft_of(viewer).with_duplicates_for(viewer).with_turns(viewer)
    topics = topics.with_asks(viewer)
    return topics.filter(pk=pk)


def topic_to_read(viewer: Any, pk: int) -> Topic:
    found = _to_read(viewer=viewer, pk=pk)
    if not found:
        raise Http404
    return found[0]


def community_to_post_in(viewer: Any, slug: str) -> Community:
    """Members write anywhere in it that they can read, partners in the spaces of their projects."""
    community = community_to_see(viewer, slug)
    standing = community.standing_of(viewer)
    if standing.is_member or not spaces_to_write_in(viewer, community).exists():
        require(can_read(viewer, community))
        require(rules.can_start(viewer, community))
    return community


def spaces_to_write_in(viewer: Any, community: Community) -> SpaceQuerySet:
    return Space.objects.written_in_by(viewer).filter(community=community).in_order()


def space_to_begin_in(viewer: Any, slug: str, pk: int) -> Space:
    community = community_to_post_in(viewer, slug)
    return get_object_or_404(spaces_to_write_in(viewer, community), pk=pk)


def space_to_write_templates_for(viewer: Any, slug: str, pk: int) -> Space:
    """Facilitators arrange also the spaces that they are not named for."""
    community = community_to_facilitate(viewer, slug)
    space = get_object_or_404(community.spaces, pk=pk)
    space.community = community
    return space


def topic_to_reply_to(viewer: Any, pk: int) -> Topic:
    topic = topic_to_read(viewer, pk)
    require(rules.can_reply(viewer, topic))
    return topic


def topic_to_take_part_in(viewer: Any, pk: int) -> Topic:
    topic = topic_to_read(viewer, pk)
    require(rules.can_take_part(viewer, topic))
    return topic


def topic_to_edit(viewer: Any, pk: int) -> Topic:
    topic = topic_to_read(viewer, pk)
    require(rules.can_edit(viewer, topic.opening))
    return topic


def topic_to_convert(viewer: Any, pk: int) -> Topic:
    topic = topic_to_read(viewer, pk)
    require(rules.can_convert(viewer, topic))
    return topic


def topic_to_move(viewer: Any, pk: int) -> Topic:
    topic = topic_to_read(viewer, pk)
    require(rules.can_move(viewer, topic))
    return topic


def post_wherever_it_is(viewer: Any, topic: int, number: int) -> Post:
    """As `post_to_read`; one that has left the topic is found by the number that it had there."""
    try:
        return post_to_read(viewer, topic, number)
    except Http404:
        moved = post_instead_of(viewer, topic, number)
        if moved is None:
            raise
        return moved


def space_written_in(viewer: Any, community: Community, slug: str) -> Space | None:
    """The space that is named, if the viewer may see it."""
    spaces = Space.objects.visible_to(viewer).filter(community=community, slug=slug)
    return spaces.first() if slug else None


def post_to_split(viewer: Any, topic: int, number: int) -> Post:
    post = post_to_read(viewer, topic, number)
    require(rules.can_split(viewer, post))
    return post


def space_to_split_into(viewer: Any, post: Post, slug: str) -> Space:
    space = space_to_see(viewer, post.topic.community, slug)
    space.community = post.topic.community
    require(rules.can_split(viewer, post, space))
    return space


def topic_to_merge_into(viewer: Any, topic: Topic, pk: int | str) -> Topic:
    """Another one that the viewer may read, in whichever community: the verb says where not."""
    others = Topic.objects.visible_to(viewer).for_page().exclude(pk=topic.pk)
    return get_object_or_404(others, pk=pk)


def space_to_move_to(viewer: Any, topic: Topic, slug: str) -> Space:
    space = space_to_see(viewer, topic.community, slug)
    space.community = topic.community
    require(rules.can_move(viewer, topic, space))
    return space


def topic_to_close(viewer: Any, pk: int) -> Topic:
    topic = topic_to_read(viewer, pk)
    require(rules.can_close(viewer, topic))
    return topic


def topic_to_reopen(viewer: Any, pk: int) -> Topic:
    topic = topic_to_read(viewer, pk)
    require(rules.can_reopen(viewer, topic))
    return topic


def topic_to_moderate(viewer: Any, pk: int) -> Topic:
    topic = topic_to_read(viewer, pk)
    require(rules.can_moderate(viewer, topic))
    return topic


def topic_to_take_up(viewer: Any, pk: int) -> Topic:
    topic = topic_to_read(viewer, pk)
    require(rules.can_take_up(viewer, topic))
    return topic


def ask_to_settle(viewer: Any, topic: int) -> Ask:
    """One's own, while it waits: whether others were asked is for nobody to find out."""
    mine = Ask.objects.of(viewer).waiting().for_display()
    return get_object_or_404(mine, topic=topic)


def topic_to_settle(viewer: Any, pk: int) -> Topic:
    """A question whose accepted answer one means to change."""
    topic = topic_to_read(viewer, pk)
    require(rules.can_accept_answers(viewer, topic))
    return topic


def topic_to_delete(viewer: Any, pk: int) -> Topic:
    topic = topic_to_read(viewer, pk)
    require(rules.can_delete(viewer, topic.opening))
    return topic


def post_to_read(viewer: Any, topic: int, number: int) -> Post:
    posts = Post.objects.visible_to(viewer).for_page()
    return get_object_or_404(posts, topic=topic, number=number)


def first_unread_in(viewer: Any, topic: Topic) -> Post | None:
    """The first that others wrote since the viewer read the topic."""
    posts = Post.objects.visible_to(viewer).filter(topic=topic, number__gt=topic.read_up_to or 0)
    unread = posts.exclude(author_id=viewer.pk).for_page().order_by("number").first()
    if unread:
        unread.topic = topic
    return unread


def post_to_vote_on(viewer: Any, topic: int, number: int) -> Post:
    post = post_to_read(viewer, topic, number)
    require(rules.can_take_part(viewer, post.topic))
    return post


def post_to_pick(viewer: Any, topic: int, number: int) -> Post:
    """To lay into the tray, or take out of it."""
    return post_to_vote_on(viewer, topic, number)


def post_with_reactions(viewer: Any, topic: int, number: int) -> Post:
    post = post_to_read(viewer, topic, number)
    if not post.takes_reactions:
        raise Http404
    return post


def post_to_react_to(viewer: Any, topic: int, number: int) -> Post:
    post = post_with_reactions(viewer, topic, number)
    require(rules.can_take_part(viewer, post.topic))
    return post


def reaction_to_withdraw(viewer: Any, topic: int, number: int, pk: int) -> Reaction:
    post = post_with_reactions(viewer, topic, number)
    reaction = get_object_or_404(Reaction, post=post, pk=pk)
    reaction.post = post
    require(rules.can_withdraw(viewer, reaction))
    return reaction


def post_to_reply_to(viewer: Any, topic: int, number: int) -> Post:
    post = post_to_read(viewer, topic, number)
    require(rules.can_reply(viewer, post.topic))
    return post


def post_to_edit(viewer: Any, topic: int, number: int) -> Post:
    post = post_to_read(viewer, topic, number)
    require(rules.can_edit(viewer, post))
    return post


def mail_of(viewer: Any, topic: int, number: int) -> Mailed:
    """What is kept of the mail by which a post came that the viewer may read."""
    post = post_to_read(viewer, topic, number)
    mailed = get_object_or_404(Mailed.objects.exclude(quoted=""), post=post)
    mailed.post = post
    return mailed


def revision_to_restore(viewer: Any, topic: int, number: int, version: int) -> Revision:
    post = post_to_edit(viewer, topic, number)
    revision = get_object_or_404(Revision, post=post, number=version)
    revision.post = post
    return revision


def post_to_delete(viewer: Any, topic: int, number: int) -> Post:
    post = post_to_read(viewer, topic, number)
    require(rules.can_delete(viewer, post))
    return post


def post_to_restore(viewer: Any, topic: int, number: int) -> Post:
    """A deleted post, which its author and the moderators may bring back."""
    found = topic_to_read(viewer, topic)
    posts = Post.objects.deleted().for_page()
    post = get_object_or_404(posts, topic=found, number=number)
    require(rules.can_edit(viewer, post))
    return post


def bookmark_to_read(viewer: Any, topic: int, number: int) -> Bookmark:
    """One's own, while one may read the post."""
    mine = Bookmark.objects.of(viewer).for_display()
    return get_object_or_404(mine, post__topic=topic, post__number=number)


def answer_to_accept(viewer: Any, topic: int, number: int) -> Post:
    answer = post_to_read(viewer, topic, number)
    require(rules.can_accept_answers(viewer, answer.topic))
    return answer


def original_of(viewer: Any, topic: Topic, pk: int | str) -> Topic:
    """The earlier topic that this one repeats: in the same community, and not itself."""
    others = Topic.objects.visible_to(viewer).exclude(pk=topic.pk)
    return get_object_or_404(others, pk=pk, community=topic.community_id)
