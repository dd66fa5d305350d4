"""The files that articles show or link: who reads an article may fetch them."""

from typing import TYPE_CHECKING

from core.models import Upload, UploadUse

if TYPE_CHECKING:
    from knowledge.models import Article

KIND = "article"


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
