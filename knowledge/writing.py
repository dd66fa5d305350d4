"""From what somebody typed to what is stored and shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accounts.models import User
from core import markdown
from core.models import Upload
from core.uploads import named
from discussions.linking import targets_in
from discussions.models.link import Target
from knowledge import uses
from knowledge.contents import Entry, anchored
from knowledge.parts import NAMES

if TYPE_CHECKING:
    from knowledge.models import Article

GIST_LENGTH = 240


@dataclass(frozen=True)
class Composed:
    html: dict[str, str]  # by part; one in which nothing is written is left out
    contents: list[Entry]
    gist: str
    uploads: list[Upload]
    targets: list[Target]  # the pages of this site that it leads to


def compose(parts: Mapping[str, str], *, by: User, article: "Article | None" = None) -> Composed:
    """It shows the files that the writer may see, and those that the article has shown before."""
    documents = _read(parts)
    return _composed(
        documents,
        named.usable(
            documents.values(), by=by, kind=uses.KIND, object_id=article.pk if article else None
        ),
    )


def compose_anew(article: "Article") -> Composed:
    """The same texts once more, after something that they show has changed."""
    documents = _read(article.parts)
    return _composed(
        documents, named.still_used(documents.values(), kind=uses.KIND, object_id=article.pk)
    )


def _read(parts: Mapping[str, str]) -> dict[str, markdown.Document]:
    return {name: markdown.parse(parts[name]) for name in NAMES if parts[name].strip()}


def _composed(documents: Mapping[str, markdown.Document], uploads: list[Upload]) -> Composed:
    measured = named.sizes(uploads)
    plain = {name: document.html(sizes=measured) for name, document in documents.items()}
    html, contents = anchored(plain)
    told = plain.get("question") or plain.get("practice", "")
    gist, targets = markdown.excerpt(told, GIST_LENGTH), targets_in(documents.values())
    return Composed(html, contents, gist, uploads, targets)
