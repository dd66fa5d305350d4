"""The files that texts name, and which of these a writer may show in them."""

from collections.abc import Iterable
from itertools import chain
from typing import Any

from core.markdown import Document, Sizes
from core.models import Upload
from core.models.upload import paths_of


def usable(
    documents: Iterable[Document], *, by: Any, kind: str, object_id: int | None = None
) -> list[Upload]:
    """Those that the writer may see, or that the object of this kind has shown before.

    An address alone opens nothing: who pastes that of a stranger's file has a link to nowhere.
    They are held to the end of the transaction, so that none is removed before its use is noted.
    """
    paths = _paths_in(documents)
    if not paths:  # as in most texts, which therefore ask for nothing
        return []
    uploads = Upload.objects.visible_to(by)
    if object_id:
        uploads |= Upload.objects.used_by(kind, object_id)
    return uploads.lock().at(paths)


def hold(documents: Iterable[Document]) -> None:
    """Lock the files that several texts name, all at once: whoever holds spaces in between must."""
    if paths := _paths_in(documents):
        Upload.objects.lock().at(paths)


def visible(documents: Iterable[Document], *, by: Any) -> list[Upload]:
    paths = _paths_in(documents)
    return Upload.objects.visible_to(by).at(paths) if paths else []


def still_used(documents: Iterable[Document], *, kind: str, object_id: int) -> list[Upload]:
    return Upload.objects.used_by(kind, object_id).at(_paths_in(documents))


def sizes(uploads: Iterable[Upload]) -> Sizes:
    return {
        upload.address: (upload.width, upload.height)
        for upload in uploads
        if upload.width and upload.height
    }


def _paths_in(documents: Iterable[Document]) -> dict[str, str]:
    # Among links there may be whole addresses of ours.
    return paths_of(chain.from_iterable(one.uploads + one.links for one in documents))
