from search.models.document import Document
from search.models.word import Word

__all__ = ["Document", "Word"]
