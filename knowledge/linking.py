"""Where articles lead, told of there to whoever may read them."""

from typing import TYPE_CHECKING

from discussions.models.link import Link, Target, Text

if TYPE_CHECKING:
    from knowledge.models import Article

KIND = "article"


def note(article: "Article", targets: list[Target]) -> None:
    Link.objects.of(KIND, [article.pk]).delete()
    if targets:
        text = Text(KIND, article.pk, article.target)
        Link.objects.note(text, targets, *article.shown_to())


def follow(article: "Article") -> None:
    """A draft is for a few; that it leads somewhere is told to others when it is theirs to read."""
    mine = Link.objects.of(KIND, [article.pk])
    if mine.exists():
        mine.show(*article.shown_to())


def forget(article: "Article") -> None:
    Link.objects.of(KIND, [article.pk]).delete()
