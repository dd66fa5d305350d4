"""The files that posts show or link: who reads a post may fetch them, while it is there."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from communities.models import Space
from core.models import Upload, UploadUse

if TYPE_CHECKING:
    from discussions.models import Post

KIND = "post"


def note(post: "Post", uploads: list[Upload], space: Space) -> None:
    """Let the readers of the space fetch them.

    A use that an edit takes out of the text stays: whoever reads the post reads its history.
    """
    if uploads:
        audience = space.hold_audience()
        UploadUse.objects.note(uploads, KIND, post.pk, space.scope, audience)


def hide(posts: "QuerySet[Post]", space: Space) -> None:
    shown = UploadUse.objects.of(KIND, posts.values("pk"))
    if shown.exists():
        space.hold_audience()  # whoever closes or opens it writes the same rows
        shown.hide()


def show(posts: "QuerySet[Post]", space: Space) -> None:
    """Of posts that are there again, and whose topic is."""
    hidden = UploadUse.objects.of(KIND, posts.values("pk"))
    if hidden.exists():
        hidden.show(space.scope, space.hold_audience())
