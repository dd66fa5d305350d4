"""Where a post is read: a topic's own page shows the beginning of it, a branch's pages the rest."""

from core.paging import cursor
from discussions.models import Post
from discussions.models.post import PostQuerySet
from discussions.thread import BRANCH, REPLIES, first_page_roots


def address_of(post: Post) -> str:
    """The page on which the post stands, with the place on it."""
    if post.is_opening:
        return post.topic.get_absolute_url()
    root = post if post.depth == 0 else None
    before = 0 if root else _below(post).filter(path__lt=post.path).count()
    if before < REPLIES and post.root_path in first_page_roots(post.topic):
        return f"{post.topic.get_absolute_url()}#post-{post.number}"
    root = root or Post.objects.get(topic=post.topic, path=post.root_path)
    root.topic = post.topic
    page, _place = divmod(before, BRANCH)
    return f"{root.branch_url}{_after(post, page * BRANCH)}#post-{post.number}"


def _after(post: Post, skipped: int) -> str:
    """What the address of the page that begins after so many replies ends with."""
    if not skipped:
        return ""
    last = _below(post).order_by("path")[skipped - 1]
    return f"?after={cursor(last, ('path',))}"


def _below(post: Post) -> PostQuerySet:
    """All that stands below the first-level post that this one hangs below."""
    standing = Post.objects.filter(topic=post.topic_id).standing()
    return standing.filter(path__startswith=post.root_path, depth__gt=0)
