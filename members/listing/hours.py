"""Which clocks share working hours, nine to five, with somebody's own."""

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts.zones import zones

DAY, WORK = timedelta(days=1), timedelta(hours=8)


def zones_sharing(hours: int, viewer: Any) -> list[str]:
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    mine = now.astimezone(viewer.zone).utcoffset() or timedelta()
    return list(_sharing(hours, mine, now))


@lru_cache(maxsize=64)
def _sharing(hours: int, mine: timedelta, now: datetime) -> tuple[str, ...]:
    offsets = ((name, now.astimezone(ZoneInfo(name)).utcoffset()) for name in zones())
    wanted = timedelta(hours=hours)
    return tuple(name for name, there in offsets if shared(mine, there or timedelta()) >= wanted)


def shared(mine: timedelta, theirs: timedelta) -> timedelta:
    """How much of two working days is at once; around the globe the shorter way."""
    apart = abs(mine - theirs) % DAY
    return max(WORK - min(apart, DAY - apart), timedelta())
