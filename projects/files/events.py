from dataclasses import dataclass


@dataclass(frozen=True)
class FileAdded:
    file_id: int


@dataclass(frozen=True)
class FileVersionAdded:
    file_id: int
    number: int
    by_id: int


@dataclass(frozen=True)
class FileChanged:
    """It has another name or place, or was deleted or restored."""

    file_id: int
