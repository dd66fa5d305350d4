"""The pages of a course as a visitor, a learner and somebody who teaches it see them."""

import pytest
from playwright.sync_api import Page

from learning.models import Attempt, Done, EditionLesson, Question
from tests.learning.factories import bring_out, propose_course, publish_course, take, write_lesson
from tests.test_pages_in_browser import wrong_with

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]

TAUGHT = ("edit/", "terms/", "outline/", "preview/", "retirement/", "figures/")
WRITTEN = ("edit/", "preview/", "video/", "removal/", "questions/", "questions/new/")


def test_the_pages_of_a_course_are_accessible_and_quiet(page: Page, sign_in):
    course = propose_course(tags=["plots"])
    first = write_lesson(course, title="What it is", minutes=10)
    seen = write_lesson(
        course, title="Seen", video="https://vimeo.com/123456789", transcript="Said.", in_turn=True
    )
    last = write_lesson(course, title="Asked", in_turn=True)
    for kind, typed in (
        ("single", "* one | Yes.\ntwo"),
        ("multiple", "* one\n* two"),
        ("numeric", "3.5 ± 0.1"),
    ):
        Question.objects.add(last, kind=kind, text="How *wide*?", typed=typed, explanation="So.")
    course = bring_out(course)
    home = f"{course.community.address}learning/courses/"
    found = wrong_with(page, [home, course.get_absolute_url(), first.address])

    run = take(course)
    sign_in(run.user)
    lessons = [f"{course.address}lessons/{lesson.pk}/" for lesson in course.lessons.in_order()]
    found += wrong_with(page, [home, course.get_absolute_url(), lessons[0], "/courses/"])
    run.mark(first.pk)
    found += wrong_with(page, [lessons[1]])
    run.mark(seen.pk)
    quiz = f"{lessons[2]}quiz/"
    found += wrong_with(page, [quiz, lessons[2], f"{course.address}search/?q=square"])
    attempt = Attempt.objects.begin(run, EditionLesson.objects.get(lesson=last))
    found += wrong_with(page, [quiz])
    attempt.send()
    found += wrong_with(page, [quiz])

    sign_in(course.proposed_by)
    pages = [f"{home}new/", *(course.address + path for path in TAUGHT)]
    pages += [first.module.address, *(last.address + path for path in WRITTEN)]
    found += wrong_with(page, pages)

    assert found == []


def test_a_lesson_that_is_done_without_a_connection_is_sent_when_there_is_one(page: Page, sign_in):
    course = publish_course()
    run = take(course)
    sign_in(run.user)
    first, second = EditionLesson.objects.of(course, 1)
    page.goto(f"{course.address}lessons/{first.number}-{first.slug}/")
    page.context.set_offline(True)
    page.get_by_role("button", name="Done, and on to the next").click()
    page.get_by_text("There is no connection.").wait_for()
    assert not Done.objects.exists()

    page.context.set_offline(False)
    page.wait_for_url(f"**/lessons/{second.number}-{second.slug}/")

    assert list(Done.objects.values_list("lesson", flat=True)) == [first.number]
