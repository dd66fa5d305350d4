from typing import Any

from communities.frame import frame
from learning.calendars.models import CalendarFeed
from learning.series import rules
from learning.series.following import target_of
from learning.series.models import Series, SeriesPlace
from learning.workshops.forms import RegistrationForm
from learning.workshops.models import Workshop
from learning.workshops.parts import PARTS
from learning.workshops.seats import seats_in
from learning.workshops.showing import furnish, zone_of
from notifications.follows import Control

MOST_PAST = 100


def dates_of(viewer: Any, series: Series) -> tuple[list[Workshop], list[Workshop]]:
    """What is to come, or goes on; and what is over, the last first."""
    shown = list(series.shown.for_list())
    furnish(viewer, shown)
    past = [one for one in reversed(shown) if one.is_past]
    return [one for one in shown if not one.is_past], past[:MOST_PAST]


def own_place(viewer: Any, series: Series) -> SeriesPlace | None:
    if not viewer.is_authenticated:
        return None
    mine: SeriesPlace | None = SeriesPlace.objects.of(viewer).filter(series=series).first()
    return mine


def series_context(viewer: Any, series: Series, form: Any = None) -> dict[str, Any]:
    """What the page of a series needs."""
    coming, past = dates_of(viewer, series)
    pattern = series.pattern
    mine = own_place(viewer, series)
    may_register = rules.can_register(viewer, series)
    asks = pattern and may_register and not mine
    fed = viewer.is_authenticated and CalendarFeed.objects.of(viewer, series=series)
    return frame(viewer, series.community) | {
        "series": series,
        "pattern": pattern,
        "parts_shown": [part for part in PARTS if pattern and part.name in pattern.html],
        "coming": coming,
        "past": past,
        "zone": zone_of(viewer),
        "mine": mine,
        "seats": seats_in(pattern) if pattern else [],
        "form": form or (RegistrationForm(workshop=pattern) if asks and pattern else None),
        "feed": fed or None,
        "may_register": may_register,
        "follow": Control.of(viewer, target_of(viewer, series)),
        "may_edit": rules.can_edit(viewer, series),
        "may_extend": rules.can_extend(viewer, series),
        "may_publish": rules.can_publish(viewer, series),
        "may_cancel": rules.can_cancel(viewer, series),
    }
