"""Puts there what the demo's projects say: whom they look for, how far they are, what was settled.

By the columns, not by the verbs that tell of it: nobody is told today of what was said last week.
"""

from datetime import datetime
from typing import Any

from communities.models import Activity
from cop.demo.content import duration
from cop.demo.talk import People
from notifications import reminders
from projects.models import (
    Application,
    Call,
    Decision,
    Meeting,
    Project,
    Update,
    UpdateReading,
)


def say(project: Project, told: dict[str, Any], people: People, now: datetime) -> None:
    for one in told.get("calls", []):
        _call(project, one, people, now)
    for one in told.get("updates", []):
        _update(project, one, people, now)
    meetings = [_meet(project, one, people, now) for one in told.get("meetings", [])]
    for one in told.get("decisions", []):
        _decide(project, one, people, now, meetings)


def note(verb: str, thing: Any, project: Project, by: Any, at: datetime) -> None:
    noted = Activity.objects.record(verb, thing, by=by, space=project.space)
    Activity.objects.filter(pk=noted.pk).update(at=at)


def _call(project: Project, told: dict[str, Any], people: People, now: datetime) -> None:
    by, at = people[told["by"]], now - duration(told["called"])
    call = Call.objects.create(
        project=project,
        community_id=project.community_id,
        title=told["title"],
        time=told.get("time", ""),
        until=(now + duration(told["until_in"])).date() if "until_in" in told else None,
        places=told.get("places", 1),
        called_by=by,
        created_at=at,
    )
    call.write(told["text"].strip(), told["tags"], by=by)
    reminders.arrange(call.target)
    for one in told.get("applications", []):
        Application.objects.create(
            call=call,
            user=people[one["handle"]],
            note=one["note"],
            sent_at=now - duration(one["sent"]),
        )
    note("called", call, project, by, at)


def _update(project: Project, told: dict[str, Any], people: People, now: datetime) -> None:
    by, at = people[told["by"]], now - duration(told["posted"])
    update = Update.objects.create(
        project=project, community_id=project.community_id, by=by, posted_at=at
    )
    update.write(told["text"].strip())
    for handle in (told["by"], *told.get("read_by", [])):
        UpdateReading.objects.note(project, [update.pk], by=people[handle])
    note("updated", update, project, by, at)


def _meet(project: Project, told: dict[str, Any], people: People, now: datetime) -> Meeting:
    by, at = people[told["by"]], now - duration(told["held"])
    meeting: Meeting = Meeting.objects.create(
        project=project,
        community_id=project.community_id,
        title=told["title"],
        held_on=at.date(),
        attended=told["attended"],
        noted_by=by,
        noted_at=at,
    )
    meeting.write(told["notes"].strip(), by=by)
    note("met", meeting, project, by, at)
    return meeting


def _decide(
    project: Project,
    told: dict[str, Any],
    people: People,
    now: datetime,
    meetings: list[Meeting],
) -> None:
    by, at = people[told["by"]], now - duration(told["decided"])
    decision = Decision.objects.create(
        project=project,
        community_id=project.community_id,
        title=told["title"],
        decided_on=at.date(),
        decided_by=told.get("decided_by", ""),
        meeting=meetings[told["meeting"]] if "meeting" in told else None,
        noted_by=by,
        noted_at=at,
    )
    decision.write(told["why"].strip(), told.get("alternatives", "").strip(), by=by)
    note("decided", decision, project, by, at)
