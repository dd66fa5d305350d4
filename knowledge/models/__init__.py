from knowledge.models.article import Article
from knowledge.models.contribution import Contribution
from knowledge.models.doubt import Doubt
from knowledge.models.finding import State
from knowledge.models.reading import Reading
from knowledge.models.revision import Revision
from knowledge.models.source import Source

__all__ = ["Article", "Contribution", "Doubt", "Reading", "Revision", "Source", "State"]
