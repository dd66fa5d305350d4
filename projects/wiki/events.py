from dataclasses import dataclass


@dataclass(frozen=True)
class PageWritten:
    page_id: int


@dataclass(frozen=True)
class PageEdited:
    page_id: int
    version: int  # that came of it
    by_id: int


@dataclass(frozen=True)
class PageDeleted:
    page_id: int


@dataclass(frozen=True)
class PageRestored:
    page_id: int
