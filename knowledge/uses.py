"""The files that articles show or link: who reads an article may fetch them."""

from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING, Any

from core.markdown import Document
from core.models import Upload, UploadUse
from core.models.upload import paths_of

if TYPE_CHECKING:
    from knowledge.models import Article

KIND = "article"


def usable(
    documents: Iterable[Document], *, by: Any, article: "Article | None" = None
) -> list[Upload]:
    """Those named in the texts that the writer may see, or that the article has shown before.

    They are held to the end of the transaction, so that none is removed before its use is noted.
    """
    paths = paths_of(_named(documents))
    if not paths:
        return []
    uploads = Upload.objects.visible_to(by)
    if article:
        uploads |= Upload.objects.used_by(KIND, article.pk)
    return uploads.lock().at(paths)


def still_used(documents: Iterable[Document], *, article: "Article") -> list[Upload]:
    return Upload.objects.used_by(KIND, article.pk).at(paths_of(_named(documents)))


def note(article: "Article", uploads: list[Upload]) -> None:
    """Let those who may read the article fetch them; a use that an edit takes out stays."""
    if uploads:
        scope, audience = article.shown_to()
        UploadUse.objects.note(uploads, KIND, article.pk, scope, audience)


def follow(article: "Article") -> None:
    """A draft is for a few; what it shows opens to the space with it."""
    mine = UploadUse.objects.of(KIND, [article.pk])
    if mine.exists():
        mine.show(*article.shown_to())


def forget(article: "Article") -> None:
    UploadUse.objects.of(KIND, [article.pk]).delete()


def _named(documents: Iterable[Document]) -> Iterable[str]:
    # Among links there may be whole addresses of ours.
    return chain.from_iterable(document.uploads + document.links for document in documents)
