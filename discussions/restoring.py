"""A post says again what it said before."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from discussions.models import Post, Revision

if TYPE_CHECKING:
    from accounts.models import User


def restore_revision(revision: Revision, *, by: "User", version: int) -> None:
    """Make an edit of what was kept, whose history says which version it is again.

    Of an opening post its title and tags come along; what kind of topic it is does not change.
    Raises StaleVersion.
    """
    post = revision.post
    reason = _("Version %(number)s again") % {"number": revision.number}
    if post.is_opening:
        said = _title_and_tags(revision, post)
        post.topic.edit(by=by, version=version, source=revision.source, reason=reason, **said)
    else:
        post.edit(revision.source, by=by, version=version, reason=reason)


def version_of(post: Post) -> int:
    """What an edit of the post has to know: of an opening post, its topic's."""
    return post.topic.version if post.is_opening else post.version


def _title_and_tags(revision: Revision, post: Post) -> dict[str, Any]:
    """As they are now where the revision, as an imported one, does not know them."""
    if revision.title:
        return {"title": revision.title, "tags": revision.tags}
    return {
        "title": post.topic.title,
        "tags": list(post.topic.tags.values_list("name", flat=True)),
    }
