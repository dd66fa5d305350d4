from dataclasses import dataclass


@dataclass(frozen=True)
class RecordingShared:
    """There is one now, where there was none."""

    workshop_id: int
    by_id: int
