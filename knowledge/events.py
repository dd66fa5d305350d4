from dataclasses import dataclass


@dataclass(frozen=True)
class ArticleProposed:
    article_id: int


@dataclass(frozen=True)
class ArticleReturned:
    """From review to its author, with a word about what is missing."""

    article_id: int
    by_id: int


@dataclass(frozen=True)
class ArticlePublished:
    article_id: int
    by_id: int


@dataclass(frozen=True)
class ArticleEdited:
    article_id: int


@dataclass(frozen=True)
class ArticleVerified:
    article_id: int


@dataclass(frozen=True)
class ArticleRetired:
    article_id: int
    by_id: int


@dataclass(frozen=True)
class ArticleReinstated:
    article_id: int


@dataclass(frozen=True)
class ArticleDiscarded:
    """A draft that was never published is gone."""

    article_id: int


@dataclass(frozen=True)
class ArticleDoubted:
    """A member says that it is out of date."""

    doubt_id: int


@dataclass(frozen=True)
class DoubtWithdrawn:
    article_id: int


@dataclass(frozen=True)
class ResourceAdded:
    resource_id: int


@dataclass(frozen=True)
class ResourceChanged:
    """Edited, marked, retired, deleted or restored."""

    resource_id: int


@dataclass(frozen=True)
class CollectionEdited:
    collection_id: int
