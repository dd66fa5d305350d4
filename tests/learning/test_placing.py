"""Modules and lessons put in order: before another, into another module, put back, and by two."""

import pytest
from django.test import Client

from learning.courses.errors import HasMoved, IsRemoved
from learning.models import Course, Lesson, Module
from tests.communities.factories import join
from tests.learning.factories import propose_course, write_lesson
from tests.racing import queue_for

pytestmark = pytest.mark.django_db


def as_user(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def course() -> Course:
    course = propose_course()
    for module, titles in (("One", "abc"), ("Two", "de")):
        made = Module.objects.add(course, module)
        for title in titles:
            write_lesson(course, made, title=title)
    return course


def order(course: Course) -> list[str]:
    modules = course.modules.present().in_order()
    return [
        f"{one.title}: {''.join(lesson.title for lesson in one.lessons.present().in_order())}"
        for one in modules
    ]


def lesson(title: str) -> Lesson:
    return Lesson.objects.get(title=title)


def module(title: str) -> Module:
    return Module.objects.get(title=title)


def test_a_lesson_is_put_before_another_by_page_and_api_and_put_back(course):
    teacher, two = as_user(course.proposed_by), module("Two")
    a, d = lesson("a"), lesson("d")
    sent = {"module": two.pk, "before": d.pk}
    piece = teacher.post(f"{a.address}place/", sent, headers={"HX-Request": "true"})
    assert order(course) == ["One: bc", "Two: ade"]
    shown = piece.content.decode()
    assert "“a” moved." in shown
    assert "<html" not in shown
    # What the way back says.
    back = {"module": module("One").pk, "before": lesson("b").pk}
    for name, value in back.items():
        assert f'name="{name}" value="{value}"' in shown
    assert teacher.post(f"{a.address}place/", back).status_code == 302
    assert order(course) == ["One: abc", "Two: de"]

    api = f"/api/v1/courses/{course.pk}"
    put = teacher.put(f"{api}/lessons/{a.pk}/place/", {"module": two.pk}, "application/json")
    assert [one["title"] for one in put.json()[1]["lessons"]] == ["d", "e", "a"]
    put = teacher.put(
        f"{api}/modules/{two.pk}/place/", {"before": module("One").pk}, "application/json"
    )
    assert [one["title"] for one in put.json()] == ["Two", "One"]
    assert teacher.post(f"{two.address}place/", {"before": ""}).status_code == 302
    assert order(course) == ["One: bc", "Two: dea"]


def test_nobody_else_puts_and_nothing_of_another_course_comes_in(course):
    member, teacher = as_user(join(course.community)), as_user(course.proposed_by)
    a, other = lesson("a"), propose_course(community=course.community)
    strange = Module.objects.add(other, "Strange")
    api = f"/api/v1/courses/{course.pk}/lessons/{a.pk}/place/"
    for client, said, status in (
        (member, {"module": module("Two").pk}, 404),
        (teacher, {"module": strange.pk}, 404),
        (teacher, {"module": module("Two").pk, "before": lesson("b").pk}, 409),
        (teacher, {}, 422),
    ):
        assert client.put(api, said, "application/json").status_code == status
    # On the page somebody is told, and sees how it stands.
    told = teacher.post(
        f"{a.address}place/",
        {"module": module("Two").pk, "before": lesson("b").pk},
        headers={"HX-Request": "true"},
    )
    assert "Somebody has moved something here meanwhile." in told.content.decode()
    assert order(course) == ["One: abc", "Two: de"]


@pytest.mark.django_db(transaction=True)
def test_two_who_put_at_once_lose_nothing(course):
    one, two = module("One"), module("Two")
    rows = Course.objects.filter(pk=course.pk)
    queue_for(
        rows,
        lambda: lesson("a").place(two, before=lesson("e").pk),
        lambda: lesson("b").place(two, before=lesson("e").pk),
        lambda: lesson("d").place(one, before=lesson("c").pk),
    )
    assert order(course) == ["One: dc", "Two: abe"]
    gone, late = queue_for(rows, two.remove, lambda: lesson("c").place(two, before=None))
    assert gone is None
    assert isinstance(late, IsRemoved)
    first, second = queue_for(
        rows,
        lambda: lesson("d").remove(),
        lambda: lesson("c").place(one, before=lesson("d").pk),
    )
    assert first is None
    assert isinstance(second, HasMoved)
    assert order(course) == ["One: c"]
