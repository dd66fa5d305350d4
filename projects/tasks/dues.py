"""When a task is due: on a day, wherever one lives, or at an hour of the zone it was given in."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Self
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Due:
    day: date | None = None
    hour: time | None = None
    zone: str = "UTC"

    @classmethod
    def on(cls, day: date | None, hour: time | None = None, zone: str = "UTC") -> Self:
        """An hour without a day is none."""
        return cls(day, hour, zone) if day and hour else cls(day)

    @property
    def at(self) -> datetime | None:
        """The moment, if it has an hour."""
        if self.day is None or self.hour is None:
            return None
        return datetime.combine(self.day, self.hour, ZoneInfo(self.zone))
