"""A video that is really played, and lessons that are really dragged."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from core.uploads.keeping import keep
from core.uploads.kinds import WEBM
from learning.courses import captions
from learning.models import Module, Stop
from tests.learning.factories import bring_out, propose_course, take, write_lesson

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]

FILES = Path(settings.BASE_DIR) / "cop" / "demo" / "evaluation" / "films"

WAITING = "() => Object.keys(localStorage).filter(key => key.startsWith('guildhall:film')).length"


def until(page: Page, wanted: Callable[[], object]) -> None:
    """Playwright's own waiting evaluates a text, which our policy forbids."""
    for _tick in range(300):
        if wanted():
            return
        page.wait_for_timeout(100)
    raise AssertionError("It did not come about.")


def test_a_film_is_gone_on_with_where_it_stopped_on_any_device(page: Page, sign_in):
    course = propose_course()
    lesson = write_lesson(course)
    with (FILES / "intervals.webm").open("rb") as stored:
        lesson.show_film(keep(stored, "intervals.webm", WEBM, by=course.proposed_by))
    cues = captions.read((FILES / "intervals-en.vtt").read_bytes())
    lesson.caption(captions.Track("en", "English", cues))
    bring_out(course)
    run = take(course)
    sign_in(run.user)
    page.goto(f"{course.address}lessons/{lesson.pk}/")
    film = page.locator("video")
    page.get_by_text("What is said in the video").click()
    page.get_by_role("link", name="0:20").click()
    until(page, lambda: film.evaluate("film => film.currentTime") > 20.2)
    film.evaluate("film => film.pause()")
    until(page, lambda: Stop.objects.exists() and not page.evaluate(WAITING))
    assert Stop.objects.get().second in range(20, 25)
    assert film.evaluate("film => film.textTracks[0].mode") == "showing"
    assert film.evaluate("film => film.textTracks[0].cues.length") == len(cues)

    page.evaluate("localStorage.clear()")  # another device
    page.reload()
    expect(page.get_by_text("It goes on at 0:2")).to_be_visible()
    until(page, lambda: film.evaluate("film => film.currentTime") >= 20)


def test_lessons_and_modules_are_dragged_and_put_back(page: Page, sign_in):
    course = propose_course()
    for name in ("One", "Two"):
        module = Module.objects.add(course, name)
        for number in (1, 2):
            write_lesson(course, module, title=f"{name} {number}")
    sign_in(course.proposed_by)
    page.goto(f"{course.address}outline/")
    titles = page.locator(".pagelist__title")

    page.locator("li", has_text="One 1").drag_to(
        page.locator("li", has_text="Two 2"), target_position={"x": 40, "y": 3}
    )
    expect(titles).to_have_text(["One 2", "Two 1", "One 1", "Two 2"])
    expect(page.get_by_role("link", name="One 1", exact=True)).to_be_focused()
    expect(page.get_by_text("“One 1” moved.")).to_be_visible()
    page.get_by_role("button", name="Put it back").click()
    expect(titles).to_have_text(["One 1", "One 2", "Two 1", "Two 2"])

    heads = page.locator(".draftpart > [draggable]")
    heads.nth(1).drag_to(
        heads.nth(0), source_position={"x": 9, "y": 9}, target_position={"x": 9, "y": 3}
    )
    expect(titles).to_have_text(["Two 1", "Two 2", "One 1", "One 2"])
