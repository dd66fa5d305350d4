from search.models.document import Document
from search.models.missed import Missed
from search.models.word import Word

__all__ = ["Document", "Missed", "Word"]
