from knowledge.models.article import Article
from knowledge.models.collection import Collection
from knowledge.models.contribution import Contribution
from knowledge.models.doubt import Doubt
from knowledge.models.finding import State
from knowledge.models.reading import Reading
from knowledge.models.resource import Resource, Standing
from knowledge.models.revision import Revision
from knowledge.models.source import Source

__all__ = [
    "Article",
    "Collection",
    "Contribution",
    "Doubt",
    "Reading",
    "Resource",
    "Revision",
    "Source",
    "Standing",
    "State",
]
