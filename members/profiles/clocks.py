"""What somebody's clock shows, beside the reader's."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.zones import known_zone
from members.profiles.shown import Shown

QUARTER = timedelta(minutes=15)


@dataclass(frozen=True)
class Clock:
    now: datetime
    beside_yours: str  # empty for a visitor, whose clock is not known


def clock_of(shown: Shown, viewer: Any) -> Clock | None:
    """None where the viewer is not told."""
    if not shown.local_time:
        return None
    now = timezone.now()
    there = now.astimezone(ZoneInfo(known_zone(shown.local_time)))
    if not viewer.is_authenticated:
        return Clock(there, "")
    return Clock(there, _beside(offset_of(there) - offset_of(now.astimezone(viewer.zone))))


def offset_of(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta()


def _beside(ahead: timedelta) -> str:
    if not ahead:
        return _("your time")
    quarters = abs(ahead) // QUARTER
    whole = quarters // 4
    hours = f"{whole}{['', '¼', '½', '¾'][quarters % 4]}" if whole else _("under 1")
    if ahead > timedelta():
        text = ngettext(
            "%(hours)s hour ahead of you", "%(hours)s hours ahead of you", max(whole, 1)
        )
    else:
        text = ngettext("%(hours)s hour behind you", "%(hours)s hours behind you", max(whole, 1))
    return text % {"hours": hours}
