"""Assignments: asked for by those who teach, handed in by those who learn, judged by a rubric."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from communities.models import Community, Role
from learning.courses.assignments.grading import grade, share_of
from learning.courses.assignments.rubric import levels_of
from learning.courses.errors import (
    HasAssignment,
    HasQuestions,
    IsHandedIn,
    IsIncomplete,
    NotEarned,
    NothingWritten,
)
from learning.models import Assignment, Criterion, EditionLesson, Question, Run, Work, WorkReview
from notifications.models import Notice
from tests.communities.factories import CommunityFactory, join
from tests.learning.factories import (
    LEVELS,
    assign,
    assigned_course,
    bring_out,
    hand_in,
    propose_course,
    take,
    write_lesson,
)

pytestmark = pytest.mark.django_db

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


def at(course, number=None) -> str:
    number = number or EditionLesson.objects.of(course, course.edition)[0].number
    return f"{course.address}lessons/{number}/assignment/"


def api(course) -> str:
    number = EditionLesson.objects.of(course, course.edition)[0].number
    return f"/api/v1/courses/{course.pk}/lessons/{number}/assignment/"


def judge(work: Work, by, points: int = 4, words: str = "Well done.") -> WorkReview:
    said = {one["id"]: points for one in work.criteria}
    return WorkReview.objects.judge(work, by=by, points=said, comments={}, words=words)


def told(user, kind: str) -> int:
    return Notice.objects.filter(user=user, kind__endswith=f".{kind}").count()


# Rubrics


def test_levels_are_read_in_any_order_and_shares_of_all_points():
    levels = levels_of("4 | Good | Says | why.\n\n 0 | Missing")
    assert levels == [
        {"points": 0, "title": "Missing", "text": ""},
        {"points": 4, "title": "Good", "text": "Says | why."},
    ]
    criteria = [{"id": 1, "levels": levels}, {"id": 2, "levels": levels_of("0 | a\n6 | b")}]
    assert share_of(criteria, {"1": 4, "2": 6}) == 100
    assert share_of(criteria, {"1": 4}) == 40
    assert grade([0, 90, 100]) == 90
    assert grade([60, 80]) == 70


TOO_MANY = "\n".join(f"{n} | level" for n in range(9))
TOO_LONG = f"0 | {'x' * 81}\n1 | b"


@pytest.mark.parametrize(
    "typed",
    ["", "1 | One", "0 | a\n0 | b", "a | b\n1 | c", "0\n1", "0 | a\n101 | b", TOO_MANY, TOO_LONG],
)
def test_a_rubric_that_cannot_be_applied_is_refused(typed):
    with pytest.raises(ValidationError):
        levels_of(typed)


def test_those_who_teach_write_the_assignment_and_nobody_else(community):
    course = propose_course(community=community)
    lesson = write_lesson(course)
    client, here = as_user(course.proposed_by), at(course, lesson.pk)
    said = {"text": "Sum it *up*.", "judged": "peers", "reviews": "2", "gives": "1"}
    said |= {"pass_mark": "50", "days": "5", "version": "0"}
    assert client.post(f"{here}edit/", said).status_code == 302
    stale = client.post(f"{here}edit/", said | {"text": "Mine."})
    assert stale.status_code == 409
    assert "Sum it" in text(stale)
    assert "Mine." in text(stale)
    wrong = client.post(f"{here}criteria/new/", {"title": "Clear", "typed": "good"})
    assert wrong.status_code == 422
    assert "Clear" in text(wrong)
    for title in ("Clear", "Short"):
        client.post(f"{here}criteria/new/", {"title": title, "typed": LEVELS})
    clear, short = Criterion.objects.in_order()
    client.post(f"{here}criteria/{short.pk}/step/", {"up": "1"})
    assert [one.title for one in lesson.criteria.in_order()] == ["Short", "Clear"]
    edit = {"title": "Plain", "typed": LEVELS, "version": "1"}
    assert client.post(f"{here}criteria/{clear.pk}/", edit).status_code == 302
    assert client.post(f"{here}criteria/{clear.pk}/", edit).status_code == 409
    client.post(f"{here}criteria/{short.pk}/", {"_method": "delete"})
    course = bring_out(course)
    kept = EditionLesson.objects.of(course, 1)[0].assignment
    assert [one["title"] for one in kept["criteria"]] == ["Plain"]
    assert (kept["gives"], kept["days"], kept["html"]) == (1, 5, "<p>Sum it <em>up</em>.</p>\n")
    member = as_user(join(community))
    for path in ("edit/", "criteria/new/", f"criteria/{clear.pk}/", "works/"):
        assert member.get(here + path).status_code == 403
    client.post(f"{here}edit/", {"_method": "delete"})
    assert not Assignment.objects.exists()
    assert not Criterion.objects.exists()


def test_a_program_writes_an_assignment_as_a_person_does(community):
    course = propose_course(community=community)
    lesson = write_lesson(course)
    client = as_user(course.proposed_by)
    here = f"/api/v1/courses/{course.pk}/lessons/{lesson.pk}/assignment/"
    said = {"text": "Sum it up.", "judged": "both", "version": 0}
    assert client.put(f"{here}source/", said, **JSON).json()["reviews"] == 3
    assert client.put(f"{here}source/", said, **JSON).status_code == 409
    bad = client.post(f"{here}criteria/", {"title": "Clear", "levels": "good"}, **JSON)
    assert bad.status_code == 422
    made = client.post(f"{here}criteria/", {"title": "Clear", "levels": LEVELS}, **JSON).json()
    again = {"title": "Plain", "levels": LEVELS, "version": 1}
    assert client.put(f"{here}criteria/{made['id']}/", again, **JSON).json()["title"] == "Plain"
    assert (
        client.post(f"{here}criteria/{made['id']}/step/", {"up": True}, **JSON).status_code == 200
    )
    assert [one["title"] for one in client.get(f"{here}source/").json()["criteria"]] == ["Plain"]
    assert client.delete(f"{here}criteria/{made['id']}/").status_code == 204
    assert client.delete(f"{here}source/").status_code == 204


def test_a_lesson_asks_questions_or_for_work(community):
    course = propose_course(community=community)
    one, two = write_lesson(course), write_lesson(course)
    Question.objects.add(one, kind="short", text="Why?", typed="so")
    with pytest.raises(HasQuestions):
        assign(one)
    assign(two)
    with pytest.raises(HasAssignment):
        Question.objects.add(two, kind="short", text="Why?", typed="so")


# Handing in


def test_a_draft_is_kept_on_the_server_and_the_lesson_is_done_by_its_work_alone(community):
    course = assigned_course(community=community, judged="teachers")
    run = take(course)
    client, here = as_user(run.user), at(course)
    lesson = EditionLesson.objects.of(course, 1)[0]
    page = text(client.get(f"{course.address}lessons/{lesson.number}-{lesson.slug}/"))
    assert "Go to the assignment" in page
    with pytest.raises(NotEarned):
        run.mark(lesson.number)
    sent = client.post(here, {"text": " ", "version": "1", "hand_in": "1"})
    assert sent.status_code == 422
    with pytest.raises(NothingWritten):
        Work.objects.get().hand_in()
    htmx = {"headers": {"hx-request": "true"}}
    kept = client.post(here, {"text": "So far.", "version": "2"}, **htmx)
    assert 'name="version" value="3"' in text(kept)
    elsewhere = client.post(here, {"text": "Elsewhere.", "version": "2"})
    assert elsewhere.status_code == 409
    assert "So far." in text(elsewhere)
    assert "Elsewhere." in text(elsewhere)
    assert "So far." in text(as_user(run.user).get(here))  # on each device
    client.post(here, {"text": "All *of* it.", "version": "3", "hand_in": "1"})
    work = Work.objects.with_course().get()
    assert work.is_handed_in
    with pytest.raises(IsHandedIn):
        work.keep("More.", version=work.version)
    assert client.post(here, {"_method": "delete"}).status_code == 302
    body = client.put(f"{api(course)}work/", {"text": "Better.", "version": 4}, **JSON).json()
    assert body["work"]["html"] == "<p>Better.</p>\n"
    assert client.put(f"{api(course)}work/handing-in/").json()["work"]["handed_at"]
    assert client.delete(f"{api(course)}work/").status_code == 204
    assert as_user(join(community)).post(here, {"text": "x", "version": "1"}).status_code == 403


def test_those_who_teach_judge_it_and_who_failed_tries_again(community, relay):
    course = assigned_course(community=community, judged="teachers")
    work = hand_in(course)
    author = as_user(work.run.user)
    teacher = course.proposed_by
    client, here = as_user(teacher), at(course)
    relay()
    assert told(teacher, "WorkIsHandedIn") == 1
    assert work.run.user.name in text(client.get(f"{here}works/?show=waiting"))
    form = {f"points_{one['id']}": "2" for one in work.criteria} | {"words": "Not yet: why?"}
    short = client.post(f"{here}works/{work.key}/", form | {"words": ""})
    assert short.status_code == 422
    client.post(f"{here}works/{work.key}/", form)
    assert "Your work came to 50 %." in text(author.get(here))
    assert "Not yet: why?" in text(author.get(here))
    relay()
    assert told(work.run.user, "YourWorkIsReviewed") == 1
    author.post(here, {"text": "Because.", "version": "1", "hand_in": "1"})
    second = Work.objects.with_course().get(number=2)
    marks = [{"criterion": one["id"], "points": 4} for one in second.criteria]
    said = {"marks": marks[:1], "words": "Yes."}
    at_work = f"{api(course)}works/{second.key}/"
    assert client.put(at_work, said, **JSON).status_code == 422
    assert client.put(at_work, said | {"marks": marks}, **JSON).json()["share"] == 100
    assert Run.objects.with_done().get(user=work.run.user).is_finished
    assert "As <em>this</em> one." in text(author.get(here))  # the example
    relay()
    assert told(work.run.user, "YourWorkHasPassed") == 1
    body = client.get(f"{api(course)}works/").json()
    assert [one["number"] for one in body["items"]] == [2, 1]
    assert author.get(f"{api(course)}works/").status_code == 403
    assert author.get(at_work).status_code == 403
    with pytest.raises(IsIncomplete):
        judge(second, teacher, words=" ")


def test_nobody_judges_their_own_work_or_is_shown_who_reviewed_it(community):
    course = assigned_course(community=community)
    work = hand_in(course, course.proposed_by)
    for client in (as_user(course.proposed_by),):
        assert client.get(f"{at(course)}works/{work.key}/").status_code == 403
        assert client.get(f"{api(course)}works/{work.key}/").status_code == 403
        assert work.key not in text(client.get(f"{at(course)}works/"))
    other = as_user(join(community, role=Role.FACILITATOR))
    assert other.get(f"{at(course)}works/{work.key}/").status_code == 200


def test_a_begun_work_is_judged_by_the_rubric_of_its_edition(community):
    course = assigned_course(community=community, judged="teachers")
    work = hand_in(course)
    lesson = course.lessons.get()
    Criterion.objects.add(lesson, title="New one", typed=LEVELS)
    lesson.assignment.remove()
    course = bring_out(course)
    assert EditionLesson.objects.of(course, 2)[0].assignment is None
    judge(work, course.proposed_by)
    assert Run.objects.get(pk=work.run_id).is_finished


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_works_asks_the_same_of_the_database_for_one_as_for_three(
    community, number, django_assert_num_queries
):
    course = assigned_course(community=community)
    for _ in range(number):
        hand_in(course)
    client = as_user(course.proposed_by)
    client.get(f"{at(course)}works/")
    with django_assert_num_queries(9):
        client.get(f"{at(course)}works/")
