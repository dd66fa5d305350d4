"""Puts the demo's workshops there: what is to come, what is proposed, and what is over.

By the columns, not by the verbs that tell of it: nobody is told today of what was said last week.
"""

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from communities.models import Activity, Community, Space
from cop.demo.content import CommunityContent, duration
from cop.demo.repeating import repeat
from cop.demo.talk import People, Talk
from learning.inquiries.models import Asked, Sort
from learning.models import (
    Feedback,
    Guest,
    Inquiry,
    InquiryAnswer,
    Mode,
    Recording,
    Registration,
    RegistrationState,
    State,
    Workshop,
    WorkshopQuestion,
)
from learning.workshops.parts import NAMES
from learning.workshops.when import When
from notifications import reminders

SEATS = ("format", "venue", "join_link", "room_seats", "online_seats")
TERMS = ("needs_approval", "takes_guests", "names_for")


def plan(content: CommunityContent, talk: Talk) -> None:
    community, people, now = Community.objects.get(slug=content.slug), talk.people, talk.now
    for workshop, told in _planned(content, community, people, now):
        topics = [talk.threads[f"{content.slug}/{slug}"].topic for slug in told.get("topics", [])]
        WorkshopQuestion.objects.take_up(workshop, topics, by=people[told["by"]])
        asked = [Asked(**({"sort": Sort.SHORT} | one)) for one in told.get("inquiries", [])]
        if asked:
            Inquiry.objects.replace(workshop, asked)
        for one in told.get("registrations", []):
            _register(workshop, one, people, now)
        for one in told.get("guests", []):
            _let_guest_in(workshop, one, now)
        if "recording" in told:
            _record(workshop, told, people, now)
        reminders.arrange(workshop.target)


def _planned(
    content: CommunityContent, community: Community, people: People, now: datetime
) -> Iterator[tuple[Workshop, dict[str, Any]]]:
    for told in content.workshops:
        when = _when(told, now)
        if "rrule" in told:
            for one, at, of_series in repeat(told, when, community, people, now):
                yield _propose(one, at, community, people, **of_series, now=now), one
        else:
            workshop = _propose(told, when, community, people, now=now)
            _tell(workshop)
            yield workshop, told


def _propose(
    told: dict[str, Any],
    when: When,
    community: Community,
    people: People,
    *,
    now: datetime,
    **of_series: Any,
) -> Workshop:
    by, space = people[told["by"]], Space.objects.get(community=community, slug=told["space"])
    state = _state(told)
    workshop = Workshop.objects.create(
        community=community,
        space=space,
        state=state,
        title=told["title"],
        proposed_by=by,
        created_at=now - duration(told["proposed"]),
        published_at=now - duration(told["published"]) if "published" in told else None,
        cancelled_at=now - duration(told["cancelled"]) if "cancelled" in told else None,
        open_to_all_at=now + duration(told["opens_in"]) if "opens_in" in told else None,
        note=told.get("note", ""),
        sequence=1 if state == State.CANCELLED else 0,
        starts_at=when.starts_at,
        ends_at=when.ends_at,
        zone=when.zone,
        **of_series,
        **{name: told[name] for name in (*SEATS, *TERMS) if name in told},
    )
    parts = {name: told.get(name, "").strip() for name in NAMES}
    workshop.write(parts, told["tags"], [people[handle] for handle in told["hosts"]], by=by)
    return workshop


def _tell(workshop: Workshop) -> None:
    by, space = workshop.proposed_by, workshop.space
    for verb, at in (("published", workshop.published_at), ("cancelled", workshop.cancelled_at)):
        if at:
            noted = Activity.objects.record(verb, workshop, by=by, space=space)
            Activity.objects.filter(pk=noted.pk).update(at=at)


def _when(told: dict[str, Any], now: datetime) -> When:
    """So many days from today, or before it, at an hour of the clocks of its zone."""
    zone = ZoneInfo(told["zone"])
    ahead = duration(told["starts_in"]) if "starts_in" in told else -duration(told["starts_ago"])
    day = (now.astimezone(zone) + ahead).date()
    begins = datetime.combine(day, time.fromisoformat(told["at"]), zone)
    return When.on(begins, begins + duration(told["lasts"]), told["zone"])


def _state(told: dict[str, Any]) -> State:
    if "cancelled" in told:
        return State.CANCELLED
    return State.PUBLISHED if "published" in told else State.DRAFT


def _register(workshop: Workshop, told: dict[str, Any], people: People, now: datetime) -> None:
    at = now - duration(told["at"])
    registration = Registration.objects.create(
        workshop=workshop,
        user=people[told["handle"]],
        mode=told.get("mode", Mode.ONLINE),
        state=told.get("state", RegistrationState.CONFIRMED),
        question=told.get("question", ""),
        shows_name=told.get("shows_name", False),
        queued_at=at,
        changed_at=at,
    )
    answers = dict(zip(workshop.inquiries.in_order(), told.get("answers", []), strict=False))
    for inquiry, text in answers.items():
        said = {"inquiry": inquiry, "words": inquiry.words, "text": text}
        InquiryAnswer.objects.create(registration=registration, **said)
    WorkshopQuestion.objects.ask(registration)
    for handle in told.get("votes", []):
        registration.questions.get().vote(by=people[handle])
    if "worth" in told:
        said = {name: told.get(name, "") for name in ("worth", "takes", "wishes")}
        Feedback.objects.give(workshop, by=people[told["handle"]], **said)


def _let_guest_in(workshop: Workshop, told: dict[str, Any], now: datetime) -> None:
    at, said = now - duration(told["at"]), {"name": told["name"], "mode": Mode.ONLINE}
    guest = Guest.objects.create(
        workshop=workshop, email=told["email"], asked_at=at, confirmed_at=at, mails=1, **said
    )
    state = RegistrationState.CONFIRMED
    Registration.objects.create(
        workshop=workshop, guest=guest, mode=Mode.ONLINE, state=state, queued_at=at, changed_at=at
    )


def _record(workshop: Workshop, told: dict[str, Any], people: People, now: datetime) -> None:
    Recording.objects.create(
        workshop=workshop,
        link=told["recording"],
        chapters=told["chapters"].strip(),
        shared_by=people[told["by"]],
        shared_at=now - duration(told["recorded"]),
    )
