"""Edits that name the version they were made from, so that nobody overwrites what they never saw.

Whoever edits locks the row, asks ``ensure_current``, writes, and counts the version up.
"""

from typing import Protocol

from core.errors import StaleVersion


class Versioned(Protocol):
    version: int


def ensure_current(locked: Versioned, version: int) -> None:
    """Raises StaleVersion: a page to merge on the web, 409 from the API."""
    if locked.version != version:
        raise StaleVersion
