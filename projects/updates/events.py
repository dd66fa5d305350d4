from dataclasses import dataclass


@dataclass(frozen=True)
class UpdatePosted:
    update_id: int


@dataclass(frozen=True)
class UpdateEdited:
    update_id: int


@dataclass(frozen=True)
class UpdateDeleted:
    update_id: int
