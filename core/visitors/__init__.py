"""Pages that are the same for every visitor, kept for the next one.

Why and how: docs/adr/0007-visitors-cache.md.
An app declares them in its ``visitors.py``, which is found as Django's admin finds ``admin.py``.
"""

from core.visitors.pages import CURSOR, SLUG, VISITOR, page

__all__ = ["CURSOR", "SLUG", "VISITOR", "page"]
