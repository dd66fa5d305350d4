"""The demo's workshops that repeat: some of their dates are over, and some to come."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from communities.models import Activity, Community, Space
from cop.demo.content import duration
from cop.demo.talk import People
from learning.models import Mode, RegistrationState, Series, SeriesPlace
from learning.series.recurring import Rule, Timetable
from learning.workshops.when import When

Told = dict[str, Any]


def repeat(
    told: Told, first: When, community: Community, people: People, now: datetime
) -> Iterator[tuple[Told, When, dict[str, Any]]]:
    """What is told of each of its workshops with who comes to it, when that is, and its place in
    the series."""
    table = Timetable.of(Rule.read(told["rrule"], first.zone), first)
    by, space = people[told["by"]], Space.objects.get(community=community, slug=told["space"])
    series = Series.objects.create(
        community=community,
        space=space,
        title=told["title"],
        rule=str(table.rule),
        first_day=table.first,
        begins=table.begins,
        ends=table.ends,
        nights=table.nights,
        zone=table.zone,
        proposed_by=by,
        created_at=now - duration(told["proposed"]),
        published_at=now - duration(told["published"]),
    )
    noted = Activity.objects.record("published", series, by=by, space=space)
    Activity.objects.filter(pk=noted.pk).update(at=series.published_at)
    for one in told["registrations"]:
        if "only" not in one:
            place = {"user": people[one["handle"]], "mode": Mode.ONLINE}
            SeriesPlace.objects.create(series=series, taken_at=now - duration(one["at"]), **place)
    for number, when in enumerate(table.dates().whens, 1):
        comers = {"registrations": _comers(told, number, when, now)}
        yield told | comers, when, {"series": series, "original_start": when.starts_at}


def _comers(told: Told, number: int, when: When, now: datetime) -> list[Told]:
    state = RegistrationState.ATTENDED if when.ends_at < now else RegistrationState.CONFIRMED
    comes = [one for one in told["registrations"] if number in one.get("only", [number])]
    return [one | {"state": state} for one in comes]
