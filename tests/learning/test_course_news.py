"""Whom courses tell of what: in notices, reminders, the digest, search and talk."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from communities.models import Community, Role, Space
from communities.models.space import SpaceVisibility
from learning.models import Course, EditionLesson, Module, Run, Schedule
from notifications.models import Follow, Level, Notice, Reminder
from notifications.planning import plan_due
from notifications.tasks import remind
from search.models import Document
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import first_space, start_topic
from tests.learning.factories import (
    bring_out,
    propose_course,
    publish_course,
    take,
    write_lesson,
)
from tests.notifications.test_digest import THURSDAY, letters, on_monday
from tests.search.finding import search, titles

pytestmark = pytest.mark.django_db

CANARY = "Godwit-3308"


def as_user(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def community() -> Community:
    return CommunityFactory()


def told(user, kind: str) -> int:
    return Notice.objects.filter(user=user, kind__endswith=f".{kind}").count()


def watching(community: Community, target: str):
    member = join(community)
    Follow.objects.choose(target, Level.WATCHING, by=member)
    return member


def lessons_of(course: Course) -> list[EditionLesson]:
    return list(EditionLesson.objects.of(course, course.edition))


# Notices


def test_facilitators_are_told_that_somebody_begins_one_until_one_has_decided(community, relay):
    boss, moderator = join(community, role=Role.FACILITATOR), join(community, role=Role.MODERATOR)
    course = propose_course(community=community)
    write_lesson(course)
    relay()
    assert told(boss, "SomebodyBegins") == 1
    assert told(moderator, "SomebodyBegins") == 0
    course.release(by=boss)
    relay()
    assert told(boss, "SomebodyBegins") == 0


def test_a_new_course_is_told_to_who_teaches_it_and_to_who_follows_where_it_is(community, relay):
    following = watching(community, first_space(community).scope)
    indifferent = join(community)
    course = publish_course(community=community)
    relay()
    assert told(course.proposed_by, "YourCourseIsPublished") == 1
    assert told(following, "ThereIsACourse") == 1
    assert told(indifferent, "ThereIsACourse") == 0


def test_a_new_edition_is_told_to_who_takes_it_and_to_who_follows_it(community, relay):
    where = watching(community, first_space(community).scope)
    course = publish_course(community=community)
    following = watching(community, course.target)
    learner, gone = take(course).user, take(course)
    gone.leave()
    relay()
    write_lesson(course, title="Added", text=CANARY)
    bring_out(course)
    relay()
    assert told(learner, "CourseYouTakeIsRenewed") == 1
    assert told(following, "FollowedCourseIsRenewed") == 1
    assert told(gone.user, "CourseYouTakeIsRenewed") == 0
    assert told(where, "FollowedCourseIsRenewed") == 0
    assert not Notice.objects.filter(excerpt__contains=CANARY).exists()


def test_of_one_of_a_closed_space_nobody_outside_is_told(community, relay):
    outside = watching(community, community.scope)
    inside = join(community)
    room = Space.objects.open(
        community, name="Closed", visibility=SpaceVisibility.GROUP, named=[inside]
    )
    publish_course(space=room, by=inside, title=CANARY)
    relay()
    assert not Notice.objects.filter(user=outside, title__contains=CANARY).exists()


# Reminders


def opening_reminders(user):
    return Reminder.objects.filter(user=user, thing__startswith="course_opening:")


def cohort(community: Community, *days: date) -> Course:
    """With a lesson for each of these days in Auckland."""
    course = propose_course(community=community)
    course.set_terms(
        version=1,
        is_open=True,
        schedule=Schedule.COHORT,
        zone="Pacific/Auckland",
        requires=[],
    )
    module = Module.objects.add(course, "All")
    for number, day in enumerate(days):
        write_lesson(course, module, title=f"Step {number}", opens_on=day)
    return bring_out(course)


def test_one_is_reminded_once_of_each_day_on_which_lessons_open(community, relay):
    days = (date(2031, 3, 10), date(2031, 3, 10), date(2031, 3, 17))
    course = cohort(community, *days)
    run, gone, member = take(course), take(course), join(community)
    gone.leave()
    assert sorted(run.openings.values_list("at", flat=True)) == [
        datetime(2031, 3, day, tzinfo=ZoneInfo("Pacific/Auckland")) for day in (10, 17)
    ]
    for day in (10, 17):
        opens = datetime(2031, 3, day, 0, 1, tzinfo=ZoneInfo("Pacific/Auckland"))
        with time_machine.travel(opens):
            remind(), remind()
            relay()
    assert told(run.user, "LessonsOpen") == 2
    assert [told(one, "LessonsOpen") for one in (gone.user, member, course.proposed_by)] == [
        0,
        0,
        0,
    ]


def test_who_has_finished_is_reminded_no_more(community):
    course = propose_course(community=community)
    module = Module.objects.add(course, "All")
    write_lesson(course, module, opens_after=7)
    course = bring_out(course)
    run = take(course)
    assert opening_reminders(run.user).count() == 1
    run.mark(lessons_of(course)[0].number)
    assert not opening_reminders(run.user).exists()


def test_a_new_edition_moves_what_one_is_reminded_of_once_one_goes_on_with_it(community):
    course = propose_course(community=community)
    lesson = write_lesson(course, opens_after=7)
    run = take(bring_out(course))
    lesson.edit(by=course.proposed_by, version=1, opens_after=9)
    bring_out(course)

    def due() -> list[timedelta]:
        return [one.due_at - run.begun_at for one in opening_reminders(run.user)]

    assert due() == [timedelta(days=7)]
    Run.objects.get(pk=run.pk).renew()
    assert due() == [timedelta(days=9)]


# The digest


def test_new_courses_are_in_the_digest(community):
    with time_machine.travel(THURSDAY, tick=False) as clock:
        community = CommunityFactory()
        reader = join(community)
        plan_due()
        publish_course(community=community, title="One that is out")
        propose_course(community=community, title="One that is begun")
        on_monday(clock)
    [letter] = letters(reader)
    assert "new courses" in letter.lower()
    assert "One that is out" in letter
    assert "One that is begun" not in letter
    assert "Text of" not in letter


# Search


def test_a_course_and_its_open_lessons_are_found_and_nothing_that_is_locked(community, relay):
    course = propose_course(community=community, title="Waders")
    write_lesson(course, title="The open one", text="Of the sanderling.")
    write_lesson(course, title="The locked one", text=f"{CANARY}, sanderling.", in_turn=True)
    relay()
    assert titles(search("sanderling", course.proposed_by)) == []
    course = bring_out(course)
    relay()
    learner = take(course).user
    for viewer in (learner, course.proposed_by):
        assert titles(search("sanderling", viewer)) == ["The open one"]
    assert titles(search("waders kind:course")) == ["Waders"]
    # Of a course one result is shown, so what is kept is asked as well.
    kept = Document.objects.filter(kind="course_lesson").values_list("title", flat=True)
    assert list(kept) == ["The open one"]


def test_search_follows_editions_and_retirement(community, relay):
    course = propose_course(community=community)
    lesson = write_lesson(course, text="Of the sanderling.")
    course = bring_out(course)
    relay()
    lesson.edit(by=course.proposed_by, version=1, text="Of the turnstone.")
    course = bring_out(course)
    relay()
    assert titles(search("sanderling")) == []
    assert titles(search("turnstone")) == [lesson.title]
    course.retire(by=course.proposed_by)
    relay()
    assert titles(search("turnstone")) == []


def test_within_a_course_one_searches_what_is_open_to_oneself(community):
    course = propose_course(community=community)
    write_lesson(course, title="The open one", text="Of the sanderling.")
    write_lesson(course, title="The locked one", text="The sanderling.", in_turn=True)
    course = bring_out(course)
    run = take(course)
    client = as_user(run.user)

    def found() -> tuple[int, list[str]]:
        page = client.get(f"{course.address}search/?q=sanderling")
        api = client.get(f"/api/v1/courses/{course.pk}/search/?q=sanderling").json()
        return text(page).count('class="crow"'), [one["title"] for one in api]

    assert found() == (1, ["The open one"])
    run.mark(lessons_of(course)[0].number)
    assert found() == (2, ["The open one", "The locked one"])


# Talk


def talked(client: Client, course: Course, lesson: Any) -> list[str]:
    at = f"/api/v1/courses/{course.pk}/lessons/{lesson.number}/talk/"
    return [one["title"] for one in client.get(at).json()["items"]]


def test_a_lesson_lists_where_it_is_talked_about(community):
    course = publish_course(community=community)
    first, second = lessons_of(course)
    member = join(community)
    room = Space.objects.open(
        community, name="Closed", visibility=SpaceVisibility.GROUP, named=[member]
    )
    at = f"{course.address}lessons/{first.number}-{first.slug}/"
    start_topic(space=first_space(community), title="Why a square?", source=f"See [it]({at})")
    start_topic(space=room, by=member, title=CANARY, source=f"See [it]({at})")
    assert talked(Client(), course, first) == ["Why a square?"]
    assert talked(as_user(member), course, first) == [CANARY, "Why a square?"]
    assert talked(Client(), course, second) == []
    page = Client().get(f"{course.address}lessons/{first.number}/talk/")
    assert "Why a square?" in text(page)
    assert CANARY not in text(page)


def test_where_a_locked_lesson_is_talked_about_is_told_to_those_who_read_it(community):
    course = propose_course(community=community)
    write_lesson(course)
    write_lesson(course, in_turn=True)
    course = bring_out(course)
    locked = lessons_of(course)[1]
    client = as_user(take(course).user)
    assert client.get(f"{course.address}lessons/{locked.number}/talk/").status_code == 403
    at = f"/api/v1/courses/{course.pk}/lessons/{locked.number}/talk/"
    assert client.get(at).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_talk_costs_the_same_however_much(django_assert_num_queries, community, rows):
    course = publish_course(community=community)
    lesson = lessons_of(course)[0]
    at = f"{course.address}lessons/{lesson.number}/"
    for _ in range(rows):
        start_topic(space=first_space(community), source=f"See [it]({at})")
    client = as_user(join(community))
    with django_assert_num_queries(11):
        page = client.get(f"{at}talk/")
    assert text(page).count("linkrow") == rows
