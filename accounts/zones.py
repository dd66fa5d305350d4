"""Time zones, as people choose among them."""

from collections import defaultdict
from datetime import datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo, available_timezones

from django.utils import timezone

Choices = list[tuple[str, list[tuple[str, str]]]]


@lru_cache(maxsize=1)
def zones() -> frozenset[str]:
    """The names of all there are; Python looks through the disk for them each time."""
    return frozenset(available_timezones())


def known_zone(name: str) -> str:
    """The name, or UTC where it is none: what a browser says is a guess."""
    return name if name in zones() else "UTC"


def zone_choices(current: str) -> Choices:
    """Cities by region, each with what its clocks show now; and ``current``, whatever it is."""
    moment = timezone.now()
    regions = defaultdict(list)
    for name in _cities():
        region, _, city = name.partition("/")
        label = city.replace("_", " ").replace("/", ", ")
        regions[region].append((name, f"{label} ({_offset(ZoneInfo(name), moment)})"))
    others = sorted({"UTC", current} - set(_cities()))
    return [("UTC", [(name, name) for name in others]), *regions.items()]


@lru_cache
def _cities() -> tuple[str, ...]:
    """One for each country and custom of its clocks, without the names kept for old machines."""
    table = files("tzdata.zoneinfo").joinpath("zone.tab").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    return tuple(sorted(row[2] for row in rows))


def _offset(zone: ZoneInfo, moment: datetime) -> str:
    offset = moment.astimezone(zone).utcoffset() or timedelta()
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    sign = "−" if offset < timedelta() else "+"
    return f"UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "")
