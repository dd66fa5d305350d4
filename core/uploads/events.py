from dataclasses import dataclass


@dataclass(frozen=True)
class UploadRemoved:
    """``uses`` are pairs of a kind and an id: the things that showed it, whose rows are gone."""

    upload_id: int
    uses: list[list[str | int]]
