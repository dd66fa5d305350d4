"""Learners on their way through a course: what is open to them, and what they have done."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from communities.models import Community, Membership, Role
from core.models import OutboxEvent
from learning.courses.errors import NotEnrolled, NotInThisEdition, NotReady, RequiresItself
from learning.models import Course, Done, EditionLesson, Lesson, Module, Run, Schedule
from tests.communities.factories import CommunityFactory, join
from tests.core.uploads.factories import keep_picture
from tests.learning.factories import (
    bring_out,
    propose_course,
    publish_course,
    take,
    write_lesson,
)
from tests.racing import queue_for

pytestmark = pytest.mark.django_db

CANARY = "dotterel-4410"
SECRET = f"The {CANARY} and the wagtail."


def as_user(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(response) -> str:
    return response.content.decode()


def lessons_of(course: Course) -> list[EditionLesson]:
    return list(EditionLesson.objects.of(course, course.edition))


def page_of(course: Course, lesson: Any) -> str:
    return f"{course.address}lessons/{lesson.number}-{lesson.slug}/"


def api_of(course: Course, lesson: Any) -> str:
    return f"/api/v1/courses/{course.pk}/lessons/{lesson.number}/"


def said(answer) -> str:
    """What somebody is told, with what quotation marks are written as in HTML left out."""
    return text(answer).replace("&#39;", "'").replace("&quot;", '"')


@pytest.fixture
def community() -> Community:
    return CommunityFactory()


# The way through


def test_one_begins_goes_on_and_finishes(community):
    course = publish_course(community=community)
    first, second = lessons_of(course)
    client = as_user(join(community))
    assert client.post(f"{course.address}run/")["Location"] == page_of(course, first)
    done = f"{course.address}lessons/{first.number}/done/"
    for _ in range(2):  # as when the first answer was lost on its way
        assert client.post(done)["Location"] == page_of(course, second)
    assert client.get(f"{course.address}continue/")["Location"] == page_of(course, second)
    assert "1 of 2 lessons done" in text(client.get(course.get_absolute_url()))
    assert "1 of 2 lessons done" in text(client.get(f"{community.address}learning/courses/"))
    last = f"{course.address}lessons/{second.number}/done/"
    assert client.post(last)["Location"] == f"{course.address}finished/"
    assert "You have come to the end" in text(client.get(f"{course.address}finished/"))
    assert OutboxEvent.objects.filter(name__endswith="CourseFinished").count() == 1
    assert Done.objects.count() == 2


def test_progress_is_the_same_on_page_and_in_the_api(community):
    course = publish_course(community=community)
    first = lessons_of(course)[0]
    member = join(community)
    client, other = as_user(member), as_user(member)
    client.put(f"/api/v1/courses/{course.pk}/run/")
    for _ in range(2):
        run = client.put(f"{api_of(course, first)}done/").json()
    assert (run["done"], run["finished_at"]) == ([first.number], None)
    assert "You have done this lesson." in text(other.get(page_of(course, first)))
    assert other.get(api_of(course, first)).json()["is_done"] is True
    other.post(f"{course.address}lessons/{first.number}/done/", {"_method": "delete"})
    assert client.get(f"/api/v1/courses/{course.pk}/run/").json()["done"] == []
    assert client.get("/api/v1/courses/").json()["items"][0]["course"] == course.pk
    assert as_user(join(community)).get(f"/api/v1/courses/{course.pk}/run/").status_code == 404


def test_a_script_that_kept_trying_is_told_where_to_go_on(community):
    course = publish_course(community=community)
    first, second = lessons_of(course)
    member = join(community)
    take(course, member)
    answer = as_user(member).post(
        f"{course.address}lessons/{first.number}/done/", headers={"accept": "application/json"}
    )
    assert answer.json() == {"location": page_of(course, second)}


def test_who_has_not_begun_marks_nothing(community):
    course = publish_course(community=community)
    first = lessons_of(course)[0]
    client = as_user(join(community))
    assert client.post(f"{course.address}lessons/{first.number}/done/").status_code == 403
    assert client.put(f"{api_of(course, first)}done/").status_code == 403
    assert not Done.objects.exists()


def test_only_members_begin_a_course_and_only_one_that_is_out(community):
    course, begun = publish_course(community=community), propose_course(community=community)
    member = join(community)
    assert Client().put(f"/api/v1/courses/{course.pk}/run/").status_code in {401, 403}
    assert as_user(join(CommunityFactory())).post(f"{course.address}run/").status_code == 403
    assert as_user(begun.proposed_by).post(f"{begun.address}run/").status_code == 403
    course.retire(by=course.proposed_by)
    assert as_user(member).post(f"{course.address}run/").status_code == 403
    assert not Run.objects.exists()


def test_who_leaves_keeps_what_is_done_and_can_come_back(community):
    course = publish_course(community=community)
    first = lessons_of(course)[0]
    run = take(course)
    run.mark(first.number)
    client = as_user(run.user)
    assert client.post(f"{course.address}run/", {"_method": "delete"}).status_code == 302
    with pytest.raises(NotEnrolled):
        run.mark(first.number)
    assert client.get(f"/api/v1/courses/{course.pk}/run/").status_code == 404
    assert take(course, run.user).done_numbers == [first.number]


def test_who_leaves_the_community_leaves_its_courses(community, relay):
    run = take(publish_course(community=community))
    Membership.objects.get(user=run.user, community=community).leave()
    relay()
    run.refresh_from_db()
    assert run.left_at is not None


def test_a_retired_course_stays_with_those_who_take_it(community):
    course = publish_course(community=community)
    run = take(course)
    course.retire(by=course.proposed_by)
    page = page_of(course, lessons_of(course)[0])
    assert as_user(run.user).get(page).status_code == 200
    assert as_user(join(community)).get(page).status_code == 403


# Editions


def test_a_run_is_not_disturbed_by_a_new_edition(community):
    course = publish_course(community=community)
    first, second = lessons_of(course)
    run = take(course)
    client = as_user(run.user)
    run.mark(first.number)
    run.mark(second.number)
    Lesson.objects.get(pk=first.number).edit(by=course.proposed_by, version=1, text=CANARY)
    Lesson.objects.get(pk=second.number).remove()
    added = write_lesson(course, title="Added", text=CANARY)
    course = bring_out(course)

    assert CANARY not in text(client.get(page_of(course, first)))
    assert client.get(page_of(course, second)).status_code == 200
    assert client.get(f"{added.address}").status_code == 404
    assert client.get(api_of(course, added)).status_code == 404
    newcomer = as_user(join(community))
    assert CANARY in text(newcomer.get(page_of(course, first)))
    assert newcomer.get(page_of(course, second)).status_code == 404
    with pytest.raises(NotInThisEdition):
        run.mark(added.pk)

    assert "There is a new edition" in text(client.get(course.get_absolute_url()))
    client.post(f"{course.address}run/edition/")
    run = Run.objects.with_done().get()
    assert run.is_finished  # what is new does not undo it
    assert run.done_numbers == [first.number]
    assert CANARY in text(client.get(page_of(course, first)))
    assert client.get(f"{course.address}continue/")["Location"] == page_of(course, added)


# What is open when


def in_turn(course: Course) -> EditionLesson:
    """The second of two lessons, which opens once the first is done."""
    write_lesson(course, title="First")
    write_lesson(course, title="Second", text=SECRET, in_turn=True)
    return lessons_of(bring_out(course))[-1]


def module_in_turn(course: Course) -> EditionLesson:
    write_lesson(course, title="First")
    module = Module.objects.add(course, "Later", in_turn=True)
    write_lesson(course, module, title="Second", text=SECRET)
    return lessons_of(bring_out(course))[-1]


def after_days(course: Course) -> EditionLesson:
    module = Module.objects.add(course, "Later", opens_after=7)
    write_lesson(course, module, title="Second", text=SECRET, opens_after=3)
    return lessons_of(bring_out(course))[-1]


def on_a_day(course: Course) -> EditionLesson:
    terms = {"schedule": Schedule.COHORT, "zone": "Pacific/Auckland", "requires": []}
    course.set_terms(version=1, is_open=True, **terms)
    write_lesson(course, title="Second", text=SECRET, opens_on=date(2031, 3, 10))
    return lessons_of(bring_out(course))[-1]


LOCKED = [
    (in_turn, "It opens once you have done “First”."),
    (module_in_turn, "It opens once you have done “First”."),
    (after_days, "It opens on"),
    (on_a_day, "It opens on Monday 10 March 2031, 00:00, Auckland (UTC+13)."),
]


@pytest.mark.parametrize(("locked", "reason"), LOCKED)
def test_a_locked_lesson_is_refused_everywhere_with_its_reason(community, locked, reason):
    course = propose_course(community=community)
    lesson = locked(course)
    course = Course.objects.for_page().get(pk=course.pk)
    member, stranger = join(community), join(community)
    take(course, member)
    pages = [page_of(course, lesson), api_of(course, lesson)]
    for page in pages:
        answer = as_user(member).get(page)
        assert answer.status_code == 403
        assert reason in said(answer)
        for other in (Client(), as_user(stranger)):
            assert other.get(page).status_code == 403
    done = [
        as_user(member).post(f"{course.address}lessons/{lesson.number}/done/"),
        as_user(member).put(f"{api_of(course, lesson)}done/"),
    ]
    assert [answer.status_code for answer in done] == [403, 403]
    around = [
        course.get_absolute_url(),
        f"{community.address}learning/courses/",
        f"/api/v1/courses/{course.pk}/",
        f"/api/v1/communities/{community.slug}/courses/",
        "/courses/",
        "/api/v1/courses/",
        "/search/?q=wagtail",
        f"{community.address}feed.xml",
    ]
    for client in (as_user(member), as_user(stranger)):
        assert [page for page in [*pages, *around] if CANARY in text(client.get(page))] == []
    assert CANARY in text(as_user(course.proposed_by).get(pages[0]))  # who teaches it reads all


def test_a_lesson_opens_once_what_is_before_it_is_done(community):
    for locked in (in_turn, module_in_turn):
        course = propose_course(community=community)
        lesson = locked(course)
        course = Course.objects.for_page().get(pk=course.pk)
        run = take(course)
        run.mark(lessons_of(course)[0].number)
        for page in (page_of(course, lesson), api_of(course, lesson)):
            assert CANARY in text(as_user(run.user).get(page))


def test_a_lesson_opens_so_many_days_after_one_has_begun(community):
    course = propose_course(community=community)
    lesson = after_days(course)
    course = Course.objects.for_page().get(pk=course.pk)
    run = take(course)
    client = as_user(run.user)
    with time_machine.travel(run.begun_at + timedelta(days=7, seconds=-1)):
        client.force_login(run.user)
        assert client.get(page_of(course, lesson)).status_code == 403
    with time_machine.travel(run.begun_at + timedelta(days=7, seconds=1)):
        client.force_login(run.user)
        assert CANARY in text(client.get(page_of(course, lesson)))


def test_a_lesson_opens_when_its_day_begins_in_the_zone_of_the_course(community):
    course = propose_course(community=community)
    lesson = on_a_day(course)
    course = Course.objects.for_page().get(pk=course.pk)
    run = take(course)
    client = Client()
    opens = datetime(2031, 3, 9, 11, 0, tzinfo=UTC)
    assert lesson.opens_at == opens
    for at, status in ((opens - timedelta(seconds=1), 403), (opens, 200)):
        with time_machine.travel(at, tick=False):
            client.force_login(run.user)
            assert client.get(api_of(course, lesson)).status_code == status


def test_a_file_of_a_locked_lesson_stays_shut_until_it_opens(community):
    course = propose_course(community=community)
    picture = keep_picture(course.proposed_by)
    write_lesson(course, title="First")
    lesson = write_lesson(course, text=f"Look {picture.markdown}", in_turn=True)
    course = bring_out(course)
    run = take(course)
    at = f"{lesson.address}files{picture.address.removeprefix('/uploads')}"
    api = f"/api/v1/courses/{course.pk}/lessons/{lesson.pk}/files/{picture.key}/"
    client = as_user(run.user)
    assert [client.get(page).status_code for page in (at, api)] == [403, 403]
    assert client.get(picture.address).status_code == 404
    run.mark(lessons_of(course)[0].number)
    for page in (at, api):
        answer = client.get(page)
        answer.getvalue()
        assert answer.status_code == 200


def test_a_course_that_is_not_open_is_read_by_those_who_have_begun(community):
    course = propose_course(community=community)
    write_lesson(course, text=CANARY)
    course.set_terms(
        version=1, is_open=False, schedule=Schedule.SELF_PACED, zone="UTC", requires=[]
    )
    course = bring_out(course)
    member, lesson = join(community), lessons_of(course)[0]
    for page in (page_of(course, lesson), api_of(course, lesson)):
        answer = as_user(member).get(page)
        assert answer.status_code == 403
        assert "Begin this course to read its lessons." in said(answer)
        assert CANARY not in text(answer)
    take(course, member)
    assert CANARY in text(as_user(member).get(page_of(course, lesson)))


# Courses to finish first


def requiring(course: Course, first: Course) -> Course:
    terms = {"is_open": True, "schedule": Schedule.SELF_PACED, "zone": "UTC"}
    course.set_terms(version=course.version, requires=[first], **terms)
    return Course.objects.for_page().get(pk=course.pk)


def test_a_course_can_ask_for_another_to_be_finished_first(community):
    first = publish_course(community=community, lessons=1, title="The one before")
    course = propose_course(community=community, title="The one after")
    write_lesson(course, text=CANARY)
    course = bring_out(requiring(course, first))
    member = join(community)
    client = as_user(member)
    for answer in (
        client.post(f"{course.address}run/"),
        client.put(f"/api/v1/courses/{course.pk}/run/"),
    ):
        assert answer.status_code == 403
        assert "Finish this first: “The one before”" in said(answer)
    with pytest.raises(NotReady):
        take(course, member)
    assert CANARY not in text(client.get(page_of(course, lessons_of(course)[0])))
    take(first, member).mark(lessons_of(first)[0].number)
    assert "The one after" in text(client.get(f"{first.address}finished/"))
    assert client.post(f"{course.address}run/").status_code == 302
    assert CANARY in text(client.get(page_of(course, lessons_of(course)[0])))


def test_courses_do_not_ask_for_each_other(community):
    one, two, three = (publish_course(community=community, lessons=1) for _ in "123")
    requiring(two, one)
    requiring(three, two)
    with pytest.raises(RequiresItself):
        requiring(one, three)


def test_how_one_takes_it_is_said_on_a_page_and_by_a_program(community):
    first = publish_course(community=community, title="The one before")
    course = publish_course(community=community)
    client = as_user(course.proposed_by)
    sent = {"schedule": "cohort", "zone": "Asia/Seoul", "requires": [first.pk], "version": 1}
    assert client.post(f"{course.address}terms/", sent).status_code == 302
    shown = Client().get(f"/api/v1/courses/{course.pk}/").json()
    assert (shown["is_open"], shown["schedule"], shown["requires"]) == (False, "cohort", [first.pk])
    again = client.put(
        f"/api/v1/courses/{course.pk}/terms/",
        {"is_open": True, "schedule": "self_paced", "zone": "UTC", "requires": [], "version": 2},
        content_type="application/json",
    )
    assert again.json()["requires"] == []
    assert client.post(f"{course.address}terms/", sent).status_code == 409
    assert as_user(join(community)).post(f"{course.address}terms/", sent).status_code == 403


# Locks


@pytest.mark.django_db(transaction=True)
def test_two_devices_that_finish_at_once_finish_once():
    course = publish_course()
    run = take(course)

    def mark(lesson):
        return lambda: Run.objects.get(pk=run.pk).mark(lesson.number)

    outcomes = queue_for(Run.objects.filter(pk=run.pk), *map(mark, lessons_of(course)))
    assert outcomes == [None, None]
    run.refresh_from_db()
    assert run.is_finished
    assert OutboxEvent.objects.filter(name__endswith="CourseFinished").count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_begins_while_it_is_published_anew_has_one_edition_or_the_other():
    course = publish_course(lessons=1)
    write_lesson(course, title="Added")
    member = join(course.community)
    boss = join(course.community, role=Role.FACILITATOR)
    outcomes = queue_for(
        Course.objects.filter(pk=course.pk),
        lambda: Course.objects.get(pk=course.pk).release(by=boss),
        lambda: Run.objects.enrol(course, by=member).edition.number,
        lambda: Run.objects.enrol(course, by=member).edition.number,
    )
    assert outcomes == [None, 2, 2]
    assert Run.objects.count() == 1


# What pages cost


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_of_what_one_takes_cost_the_same_however_many(
    django_assert_num_queries, community, rows
):
    member = join(community)
    for _ in range(rows):
        take(publish_course(community=community), member)
    client = as_user(member)
    for path, queries in (("/courses/", 5), (f"{community.address}learning/courses/", 7)):
        with django_assert_num_queries(queries):
            page = client.get(path)
        assert text(page).count("crow--mine") == rows


@pytest.mark.parametrize("lessons", [1, 3])
def test_pages_of_a_learner_cost_the_same_however_many_lessons(
    django_assert_num_queries, community, lessons
):
    course = publish_course(community=community, lessons=lessons)
    run = take(course)
    run.mark(lessons_of(course)[0].number)
    client = as_user(run.user)
    for page, queries in (
        (course.get_absolute_url(), 9),
        (page_of(course, lessons_of(course)[0]), 9),
    ):
        with django_assert_num_queries(queries):
            assert client.get(page).status_code == 200


def test_home_asks_for_what_one_is_learning(community):
    run = take(publish_course(community=community))
    client = as_user(run.user)
    assert 'id="courses-mine" hx-get="/courses/"' in text(client.get("/"))
    part = client.get("/courses/", headers={"hx-request": "true", "hx-target": "courses-mine"})
    assert f"{run.course.address}continue/" in text(part)
    assert "<html" not in text(part)


# On paper


def test_on_paper_stands_what_is_open_and_nothing_else(community):
    course = propose_course(community=community)
    in_turn(course)
    course = Course.objects.for_page().get(pk=course.pk)
    run = take(course)
    client = as_user(run.user)
    page = text(client.get(f"{course.address}print/"))
    assert "A <em>square</em>." in page
    assert "1 lesson is not open to you yet, and is left out." in page
    assert CANARY not in page + text(Client().get(f"{course.address}print/"))
    run.mark(lessons_of(course)[0].number)
    assert CANARY in text(client.get(f"{course.address}print/"))
