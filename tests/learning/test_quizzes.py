"""Quizzes: written by those who teach, answered by those who learn, judged once they are sent."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from communities.models import Community, Role
from learning.courses.errors import (
    AttemptIsSent,
    BadAnswer,
    HasPassed,
    NoAttemptsLeft,
    NotPassed,
)
from learning.courses.quizzes.figures import difficulty, discrimination
from learning.courses.quizzes.grading import cleaned, is_right
from learning.courses.quizzes.kinds import key_of
from learning.models import Attempt, Course, EditionLesson, Lesson, Question, Run
from tests.communities.factories import CommunityFactory, join
from tests.learning.factories import bring_out, propose_course, take, write_lesson
from tests.racing import queue_for

pytestmark = pytest.mark.django_db

CANARY = "knot-8812"
RIGHT, WRONG = f"* The interval {CANARY} | Yes.", "The weight | No, that is the square."


def as_user(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def community() -> Community:
    return CommunityFactory()


def ask(lesson: Lesson, kind: str = "single", typed: str = f"{RIGHT}\n{WRONG}", **more) -> Question:
    said = {"text": "How wide is the *line*?", "explanation": f"Because {CANARY}."} | more
    return Question.objects.add(lesson, kind=kind, typed=typed, **said)


def quiz(community: Community, *, questions: int = 1, **terms: Any) -> Course:
    """One lesson with so many questions, of two choices the first of which is right."""
    course = propose_course(community=community)
    lesson = write_lesson(course)
    for _ in range(questions):
        ask(lesson)
    lesson.set_quiz_terms(**({"draws": None, "pass_mark": 70, "attempts": None} | terms))
    return bring_out(course)


def lesson_of(course: Course) -> EditionLesson:
    return EditionLesson.objects.of(course, course.edition)[0]


def begin(course: Course, user=None) -> Attempt:
    run = take(course, user)
    return Attempt.objects.begin(run, lesson_of(course))


def send(attempt: Attempt, *choices: int) -> Attempt:
    attempt.answer(dict(zip(attempt.question_ids, choices, strict=False)))
    attempt.send()
    return attempt


# What is right


@pytest.mark.parametrize(
    ("kind", "typed", "right", "wrong"),
    [
        ("single", "* one\ntwo", 1, 2),
        ("single", "one\n* two", "2", "1"),
        ("multiple", "* one\ntwo\n* three", [3, 1], [1]),
        ("multiple", "* one\ntwo\n* three", ["1", "3"], [1, 2, 3]),
        ("true_false", "True\n* False", 2, 1),
        ("short", "Forest plot\nblobbogram", "  forest   PLOT ", "forest"),
        ("numeric", "3.5 ± 0.1", "3,6", "3.61"),
        ("numeric", "-2", "−2", "2"),
        ("numeric", "3.5", "3.50", "three"),
    ],
)
def test_each_kind_knows_what_is_right(kind, typed, right, wrong):
    question = {"kind": kind} | key_of(kind, typed)
    assert is_right(question, cleaned(question, right))
    assert not is_right(question, cleaned(question, wrong))
    assert not is_right(question, cleaned(question, None))


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("single", "* one"),
        ("single", "one\ntwo"),
        ("single", "* one\n* two"),
        ("true_false", "* True\nFalse\nPerhaps"),
        ("numeric", "about three"),
        ("numeric", "3 ± -1"),
        ("numeric", "3\n4"),
        ("numeric", "NaN"),
        ("short", "   "),
    ],
)
def test_a_question_without_a_right_answer_is_refused_and_nothing_is_lost(community, kind, typed):
    with pytest.raises(ValidationError):
        key_of(kind, typed)
    course = propose_course(community=community)
    lesson = write_lesson(course)
    client = as_user(course.proposed_by)
    page = client.post(
        f"{lesson.address}questions/new/", {"kind": kind, "text": "Mine?", "typed": typed}
    )
    assert page.status_code == 422
    assert "Mine?" in text(page)
    api = f"/api/v1/courses/{course.pk}/lessons/{lesson.pk}/questions/"
    sent = {"kind": kind, "text": "Mine?", "answers": typed}
    assert client.post(api, sent, content_type="application/json").status_code == 422
    assert not Question.objects.exists()


@pytest.mark.parametrize("answer", [3, "x", True, [1], {"a": 1}, 1.5])
def test_what_is_no_answer_is_refused(community, answer):
    attempt = begin(quiz(community))
    with pytest.raises(BadAnswer):
        attempt.answer({attempt.question_ids[0]: answer})
    with pytest.raises(BadAnswer):
        attempt.answer({0: 1})


# Writing


def test_those_who_teach_write_the_questions_and_nobody_else(community):
    course = propose_course(community=community)
    lesson = write_lesson(course)
    client = as_user(course.proposed_by)
    for name in ("One", "Two"):
        client.post(
            f"{lesson.address}questions/new/",
            {"kind": "single", "text": name, "typed": f"{RIGHT}\n{WRONG}"},
        )
    one, two = Question.objects.in_order()
    client.post(f"{lesson.address}questions/{two.pk}/step/", {"up": "1"})
    assert list(lesson.questions.in_order()) == [two, one]
    again = {"kind": "short", "text": "One!", "typed": "yes", "version": 1}
    client.post(f"{lesson.address}questions/{one.pk}/", again)
    assert client.post(f"{lesson.address}questions/{one.pk}/", again).status_code == 409
    client.post(f"{lesson.address}questions/{two.pk}/", {"_method": "delete"})
    assert [question.text for question in lesson.questions.all()] == ["One!"]
    client.post(f"{lesson.address}questions/", {"pass_mark": "50", "attempts": "2"})
    lesson.refresh_from_db()
    assert (lesson.draws, lesson.pass_mark, lesson.attempts) == (None, 50, 2)
    course = bring_out(course)
    member = as_user(join(community))
    for at in ("questions/", "questions/new/", f"questions/{one.pk}/"):
        assert member.get(lesson.address + at).status_code == 403
    assert (
        member.get(f"/api/v1/courses/{course.pk}/lessons/{lesson.pk}/questions/").status_code == 403
    )


def test_a_program_writes_questions_as_a_person_does(community):
    course = propose_course(community=community)
    lesson = write_lesson(course)
    client = as_user(course.proposed_by)
    at = f"/api/v1/courses/{course.pk}/lessons/{lesson.pk}/questions/"
    how = {"content_type": "application/json"}
    said = {"kind": "numeric", "text": "How many?", "answers": "3 ± 1"}
    made = client.post(at, said, **how).json()
    edited = client.put(f"{at}{made['id']}/", said | {"text": "Few?", "version": 1}, **how)
    assert edited.json()["text"] == "Few?"
    assert client.post(f"{at}{made['id']}/step/", {"up": True}, **how).status_code == 200
    terms = {"draws": 1, "pass_mark": 60, "attempts": 3}
    assert client.put(at.replace("questions", "quiz/terms"), terms, **how).json() == terms
    assert client.delete(f"{at}{made['id']}/").status_code == 204
    assert client.get(at).json() == []


# Answering


def test_a_lesson_with_questions_is_done_by_passing_and_not_by_its_button(community):
    course = quiz(community, questions=2)
    run = take(course)
    lesson = lesson_of(course)
    client = as_user(run.user)
    page = f"{course.address}lessons/{lesson.number}-{lesson.slug}/"
    assert "Answer the questions" in text(client.get(page))
    with pytest.raises(NotPassed):
        run.mark(lesson.number)
    assert client.post(f"{course.address}lessons/{lesson.number}/done/").status_code == 409
    at = f"{course.address}lessons/{lesson.number}/quiz/"
    client.post(at)
    one, two = Attempt.objects.get().question_ids
    client.post(f"{at}answers/", {f"q{one}": "1", f"q{two}": "2", "send": "1"})
    assert "1 of 2 are right." in text(client.get(at))
    assert not Run.objects.with_done().get().done_numbers
    client.post(at)
    client.post(f"{at}answers/", {f"q{one}": "1", f"q{two}": "1", "send": "1"})
    assert "That is enough: the lesson is done." in text(client.get(at))
    run = Run.objects.with_done().get()
    assert (run.done_numbers, run.is_finished) == ([lesson.number], True)


def test_answers_are_kept_as_they_are_given_and_on_every_device(community):
    course = quiz(community, questions=2)
    attempt = begin(course)
    lesson = lesson_of(course)
    user, (one, two) = attempt.run.user, attempt.question_ids
    at = f"{course.address}lessons/{lesson.number}/quiz/"
    saved = as_user(user).post(f"{at}answers/", {f"q{one}": "2"}, headers={"hx-request": "true"})
    assert saved.status_code == 204
    page = text(as_user(user).get(at))
    assert f'name="q{one}" value="2" checked' in page
    api = f"/api/v1/courses/{course.pk}/lessons/{lesson.number}/quiz/"
    for _ in range(2):
        sent = {"answers": [{"question": two, "answer": 1}]}
        body = as_user(user).put(f"{api}answers/", sent, content_type="application/json").json()
    assert [q["answer"] for q in body["attempts"][0]["questions"]] == [2, 1]
    assert as_user(user).post(at)["Location"] == at  # the same attempt goes on
    assert Attempt.objects.count() == 1


def test_what_is_right_is_told_nowhere_before_it_may_be(community):
    course = quiz(community, attempts=2)
    run = take(course)
    lesson = lesson_of(course)
    client = as_user(run.user)
    at = f"{course.address}lessons/{lesson.number}/"
    api = f"/api/v1/courses/{course.pk}/lessons/{lesson.number}/"
    pages = [
        f"{course.address}lessons/{lesson.number}-{lesson.slug}/",
        f"{at}quiz/",
        course.get_absolute_url(),
        f"{course.address}search/?q=interval",
        api,
        f"{api}quiz/",
        f"/api/v1/courses/{course.pk}/",
        f"/api/v1/courses/{course.pk}/search/?q=interval",
    ]

    def told(*words: str) -> list[str]:
        return [page for page in pages if any(word in text(client.get(page)) for word in words)]

    # The choice itself is asked; that it is right, and why, is not said.
    secrets = (f"Because {CANARY}", "Yes.", '"right":true', "Right is:")
    assert told(*secrets) == []
    attempt = Attempt.objects.begin(run, lesson)
    assert told(*secrets) == []
    send(attempt, 2)
    assert told(*secrets) == []
    assert told("No, that is the square.") == [f"{at}quiz/", f"{api}quiz/"]
    send(Attempt.objects.begin(run, lesson), 2)  # the last
    assert told(f"Because {CANARY}") == [f"{at}quiz/", f"{api}quiz/"]
    assert "Right is:" in text(client.get(f"{at}quiz/"))


def test_attempts_end_with_their_number_or_with_passing(community):
    course = quiz(community, attempts=1)
    send(begin(course), 2)
    with pytest.raises(NoAttemptsLeft):
        Attempt.objects.begin(Run.objects.get(), lesson_of(course))
    other = join(community)
    attempt = send(begin(course, other), 1)
    with pytest.raises(AttemptIsSent):
        attempt.answer({attempt.question_ids[0]: 2})
    with pytest.raises(HasPassed):
        Attempt.objects.begin(attempt.run, lesson_of(course))


def test_questions_are_drawn_once_for_an_attempt(community):
    course = quiz(community, questions=6, draws=2)
    everything = [question["id"] for question in lesson_of(course).quiz["questions"]]
    run = take(course)
    drawn = set()
    for _ in range(30):
        attempt = Attempt.objects.begin(run, lesson_of(course))
        assert Attempt.objects.begin(run, lesson_of(course)).question_ids == attempt.question_ids
        assert len(set(attempt.question_ids)) == 2
        assert set(attempt.question_ids) <= set(everything)
        drawn.add(tuple(attempt.question_ids))
        send(attempt, 2, 2)
    assert len(drawn) > 1


def test_an_attempt_is_judged_by_the_edition_that_it_was_begun_in(community):
    course = quiz(community)
    attempt = begin(course)
    question = Question.objects.get()
    question.edit(version=1, kind="single", text="Now?", typed="no\n* yes")
    bring_out(course)
    assert send(attempt, 1).passed


def test_attempts_are_their_learners_own(community):
    course = quiz(community)
    begin(course)
    lesson = lesson_of(course)
    stranger = join(community)
    api = f"/api/v1/courses/{course.pk}/lessons/{lesson.number}/quiz/"
    assert as_user(stranger).get(api).status_code == 403
    take(course, stranger)
    assert as_user(stranger).get(api).json()["attempts"] == []
    assert as_user(stranger).post(f"{api}sending/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_clicks_begin_one_attempt():
    course = quiz(CommunityFactory())
    run = take(course)

    def start() -> int:
        return Attempt.objects.begin(Run.objects.get(pk=run.pk), lesson_of(course)).number

    assert queue_for(Run.objects.filter(pk=run.pk), start, start) == [1, 1]


# Figures


def test_figures_tell_a_hard_question_from_one_that_tells_nothing_apart():
    # Worked out by hand: rest scores 3, 2, 2, 1, 0; the first three were right.
    scores = [(1, 3), (1, 2), (1, 2), (0, 1), (0, 0)]
    assert difficulty(scores) == pytest.approx(0.6)
    assert discrimination(scores) == pytest.approx(0.8807, abs=0.0001)
    assert difficulty(scores[:4]) is None  # too few to say something of a question
    assert discrimination([(1, rest) for rest in range(5)]) is None
    assert discrimination([(1, 2), (0, 2), (1, 2), (0, 2), (1, 2)]) is None


def test_those_who_teach_see_where_learners_stop_and_nobody_else(community):
    course = propose_course(community=community)
    lesson = write_lesson(course, title="First")
    write_lesson(course, title="Second")
    for _ in range(2):
        ask(lesson)
    course = bring_out(course)
    for at in range(5):
        send(begin(course), 1, 1 if at < 3 else 2)
    boss = join(community, role=Role.FACILITATOR)
    body = as_user(boss).get(f"/api/v1/courses/{course.pk}/figures/").json()
    assert [(one["done"], one["stopped"]) for one in body["lessons"]] == [(3, 2), (0, 3)]
    assert [(one["count"], one["difficulty"]) for one in body["questions"]] == [(5, 1.0), (5, 0.6)]
    assert "60 %" in text(as_user(course.proposed_by).get(f"{course.address}figures/"))
    for client in (as_user(join(community)), as_user(Run.objects.first().user)):
        assert client.get(f"{course.address}figures/").status_code == 403
        assert client.get(f"/api/v1/courses/{course.pk}/figures/").status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_a_quiz_costs_the_same_however_many_questions(django_assert_num_queries, community, rows):
    course = quiz(community, questions=rows)
    attempt = begin(course)
    client = as_user(attempt.run.user)
    at = f"{course.address}lessons/{lesson_of(course).number}/quiz/"
    with django_assert_num_queries(10):
        assert text(client.get(at)).count('class="fieldset quiz__q"') == rows
