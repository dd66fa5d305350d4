"""The files that posts show or link: who reads a post may fetch them, while it is there."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from communities.models import Space
from core.markdown import Document, Sizes
from core.models import Upload, UploadUse
from core.models.upload import paths_of

if TYPE_CHECKING:
    from discussions.models import Post

KIND = "post"


def usable(document: Document, *, by: Any, post: "Post | None" = None) -> list[Upload]:
    """The uploads a text names that the writer may see, or that its post has shown before.

    An address alone opens nothing: who pastes that of a stranger's file has a link to nowhere.
    They are held to the end of the transaction, so that none is removed before its use is noted.
    """
    paths = paths_of(_named(document))
    if not paths:  # as in most texts, which therefore ask for nothing
        return []
    uploads = Upload.objects.visible_to(by)
    if post:
        uploads |= Upload.objects.used_by(KIND, post.pk)
    return uploads.lock().at(paths)


def visible(document: Document, *, by: Any) -> list[Upload]:
    paths = paths_of(_named(document))
    return Upload.objects.visible_to(by).at(paths) if paths else []


def still_used(document: Document, *, post: "Post") -> list[Upload]:
    return Upload.objects.used_by(KIND, post.pk).at(paths_of(_named(document)))


def sizes(uploads: Iterable[Upload]) -> Sizes:
    return {
        upload.address: (upload.width, upload.height)
        for upload in uploads
        if upload.width and upload.height
    }


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


def _named(document: Document) -> tuple[str, ...]:
    return document.uploads + document.links  # among which may be whole addresses of ours
