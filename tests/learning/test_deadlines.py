"""When works are due, who has stopped, and what those who teach see of both."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from communities.models import Community
from learning.badges import earning
from learning.badges.models import Badge
from learning.courses.assignments.figures import uses_of
from learning.courses.errors import NudgedLately
from learning.models import Deadline, EditionLesson, Nudge, Schedule, Work, WorkReview
from notifications.models import Notice, Reminder
from notifications.tasks import remind
from tests.communities.factories import CommunityFactory, join
from tests.learning.factories import (
    assign,
    assigned_course,
    bring_out,
    hand_in,
    propose_course,
    publish_course,
    review,
    take,
    write_lesson,
)
from tests.learning.test_workshop_news import whole
from tests.racing import race

pytestmark = pytest.mark.django_db

CANARY = "godwit-5518"
JSON = {"content_type": "application/json"}


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


def reminded(prefix: str) -> int:
    return Reminder.objects.waiting().filter(thing__startswith=f"{prefix}:").count()


def number_of(course) -> int:
    return EditionLesson.objects.of(course, course.edition).last().number


# When works are due


def test_a_work_is_due_days_after_its_lesson_opens_to_each(community):
    course = propose_course(community=community)
    first = write_lesson(course)
    assign(write_lesson(course, in_turn=True), days=10)
    course = bring_out(course)
    run = take(course)
    assert not Deadline.objects.exists()  # nobody knows yet when it opens
    with time_machine.travel(timezone.now() + timedelta(days=5), tick=False):
        run.mark(first.pk)
        due = Deadline.objects.get()
        assert due.at == timezone.now() + timedelta(days=10)
        assert reminded("assignment") == 1
        work = Work.objects.begin(run, EditionLesson.objects.get(lesson=number_of(course)))
        work.keep("Mine.", version=1)
        work.hand_in()
        assert reminded("assignment") == 0
        work.take_back()
        assert reminded("assignment") == 1
        run.leave()
        assert reminded("assignment") == 0


def test_of_a_cohort_it_is_due_when_its_day_ends_and_is_put_off_for_one(community, relay):
    course = propose_course(community=community)
    terms = {"is_open": True, "schedule": Schedule.COHORT, "zone": "Pacific/Auckland"}
    course.set_terms(version=1, requires=[], **terms)
    day = timezone.now().date() + timedelta(days=20)
    assign(write_lesson(course), due_on=day)
    course = bring_out(course)
    one, two = take(course), take(course)
    assert {due.at.date() for due in Deadline.objects.all()} == {day}  # midnight there, noon here
    teacher, member = as_user(course.proposed_by), as_user(join(community))
    at = f"{course.address}lessons/{number_of(course)}/assignment/learners/"
    api = f"/api/v1/courses/{course.pk}/lessons/{number_of(course)}/assignment/learners/"
    assert one.user.name in text(teacher.get(at))
    assert [row["learner"]["handle"] for row in teacher.get(api).json()["items"]] == [
        one.user.handle,
        two.user.handle,
    ]
    later = day + timedelta(days=7)
    assert teacher.post(f"{at}{one.user.handle}/", {"until": str(later)}).status_code == 302
    assert teacher.post(f"{at}{one.user.handle}/", {"until": "soon"}).status_code == 302
    said = {"until": str(later)}
    assert teacher.put(f"{api}{two.user.handle}/", said, **JSON).json()["due"][:10] == str(later)
    assert member.put(f"{api}{two.user.handle}/", said, **JSON).status_code == 403
    assert member.post(f"{at}{two.user.handle}/", said).status_code == 403
    write_lesson(course)
    bring_out(course)
    one.renew()
    assert {due.at.date() for due in Deadline.objects.all()} == {later}
    assert "Due" in text(as_user(one.user).get(at.removesuffix("learners/")))


@pytest.mark.parametrize("number", [1, 3])
def test_learners_without_work_are_listed_by_as_many_queries(
    community, number, django_assert_num_queries
):
    course = assigned_course(community=community, days=9)
    for _ in range(number):
        take(course)
    client = as_user(course.proposed_by)
    at = f"{course.address}lessons/{number_of(course)}/assignment/learners/"
    client.get(at)
    with django_assert_num_queries(8):
        client.get(at)


# Who has stopped


def test_who_stops_is_reminded_once_and_not_while_others_are_to_go_on(community, relay):
    course = publish_course(community=community, lessons=2)
    lessons = EditionLesson.objects.of(course, 1)
    run, waiting = take(course), hand_in(assigned_course(community=community))
    now = timezone.now()
    with time_machine.travel(now + timedelta(days=7, minutes=1), tick=False):
        for _ in range(2):
            remind()
            relay()
        assert told(run.user, "YouStopped") == 1
        assert told(waiting.run.user, "YouStopped") == 0
        run.mark(lessons[0].number)
        assert told(run.user, "YouStopped") == 0
    with time_machine.travel(now + timedelta(days=15), tick=False):
        remind()
        relay()
        assert told(run.user, "YouStopped") == 1
        run.mark(lessons[1].number)
        assert told(run.user, "YouStopped") == 0


def test_those_who_teach_write_to_who_stopped_once_in_seven_days(community, relay):
    course = publish_course(community=community, lessons=2)
    first = EditionLesson.objects.of(course, 1)[0]
    here, further = take(course), take(course)
    further.mark(first.number)
    teacher, member = as_user(course.proposed_by), as_user(here.user)
    at = f"{course.address}lessons/{first.number}/nudge/"
    api = f"/api/v1/courses/{course.pk}/lessons/{first.number}/nudges/"
    assert "1 learner has" in text(teacher.get(at))
    assert here.user.name not in text(teacher.get(at))
    assert f"{first.number}/nudge/" in text(teacher.get(f"{course.address}figures/"))
    for client in (member, as_user(join(community))):
        assert client.post(at, {"text": "Go on!"}).status_code == 403
        assert client.post(api, {"text": "Go on!"}, **JSON).status_code == 403
    sent = {"text": "Skip the second box.", "nonce": "a"}
    assert [teacher.post(at, sent).status_code for _ in range(2)] == [302, 302]
    relay()
    assert told(here.user, "TeachersNudge") == 1
    assert told(further.user, "TeachersNudge") == 0
    again = teacher.post(at, sent | {"nonce": "b"})
    assert again.status_code == 409
    assert "Skip the second box." in text(again)
    assert teacher.post(api, {"text": "Go on!"}, **JSON).status_code == 409
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        assert teacher.post(api, {"text": "Go on!"}, **JSON).status_code == 201
        body = teacher.get(api).json()
    assert (body["stopped"], len(body["sent"])) == (1, 2)


def test_they_write_to_one_alone_and_are_not_told_whether_it_was_for_them(community, relay):
    course = publish_course(community=community, lessons=2)
    first = EditionLesson.objects.of(course, 1)[0]
    here, other, further = take(course), take(course), take(course)
    further.mark(first.number)
    teacher = as_user(course.proposed_by)
    at = f"{course.address}lessons/{first.number}/nudge/"
    api = f"/api/v1/courses/{course.pk}/lessons/{first.number}/nudges/"
    words = f"Dear {CANARY}, skip the second box."
    said = {
        one.user_id: text(
            teacher.post(at, {"text": words, "to": f"@{one.user.handle}"}, follow=True)
        ).replace(one.user.handle, "")
        for one in (here, further)
    }
    for page in said.values():
        assert "Sent, if they have this lesson before them." in page
    relay()
    assert [told(one.user, "TeachersNudge") for one in (here, other, further)] == [1, 0, 0]
    [letter] = [one for one in mail.outbox if CANARY in whole(one)]
    assert letter.to == [here.user.email]
    assert other.user.name not in whole(letter)
    unknown = teacher.post(at, {"text": words, "to": "@nobody"})
    assert unknown.status_code == 422
    assert CANARY in text(unknown)
    for to, status in ((here, 409), (other, 201)):
        sent = {"text": "Go on!", "to": to.user.handle}
        assert teacher.post(api, sent, **JSON).status_code == status
    assert teacher.post(api, {"text": "All!"}, **JSON).status_code == 201  # another matter
    assert teacher.post(api, {"text": "x", "to": "nobody"}, **JSON).status_code == 422
    names = [one["to"] and one["to"]["handle"] for one in teacher.get(api).json()["sent"]]
    assert names == [None, other.user.handle, further.user.handle, here.user.handle]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("alone", [False, True])
def test_of_two_who_write_at_once_one_is_sent(alone):
    course = publish_course()
    lesson = course.lessons.first()
    to = course.proposed_by if alone else None
    results = race(
        *[
            lambda words=words: Nudge.objects.send(lesson, by=course.proposed_by, to=to, text=words)
            for words in ("One", "Two")
        ]
    )
    assert sum(isinstance(one, NudgedLately) for one in results) == 1
    assert Nudge.objects.count() == 1


# Figures, and what is earned


def test_figures_say_where_reviewers_are_apart_from_five_reviews_on(community):
    course = assigned_course(community=community, reviews=5, gives=0)
    work = hand_in(course)
    lesson = EditionLesson.objects.of(course, 1)[0]
    for turn, points in enumerate((0, 4, 0, 4, 4)):
        assert uses_of(lesson)[0].share is None, turn
        user = hand_in(course).run.user
        WorkReview.objects.ask(work, user.pk)
        review(work, user, points)
    use = uses_of(lesson)[0]
    assert (use.count, use.share, round(use.spread or 0, 2)) == (5, 0.6, 0.49)
    client = as_user(course.proposed_by)
    assert "49 %" in text(client.get(f"{course.address}figures/"))
    body = client.get(f"/api/v1/courses/{course.pk}/figures/").json()["criteria"][0]
    assert (body["count"], body["share"]) == (5, 0.6)


def test_who_finishes_courses_is_counted_for_badges(community):
    course = publish_course(community=community, lessons=1)
    run = take(course)
    take(course)
    rule = earning.rule_named("courses_finished")
    assert rule
    badge = Badge(community=community)
    assert list(rule.counts(badge)) == []
    run.mark(number_of(course))
    assert list(rule.counts(badge)) == [(run.user_id, 1)]
    assert rule.says(2) == "Finished 2 courses"
