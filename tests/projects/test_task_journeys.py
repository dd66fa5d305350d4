"""A board by keyboard alone, and without script: what a pointer does, these do too."""

import pytest
from playwright.sync_api import Page, expect

from projects.models import Task
from tests.browsing import WITHOUT_SCRIPT
from tests.projects.factories import add_task, begin_project, lanes_of, titles_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_task_is_added_and_moved_by_keyboard(page: Page, sign_in):
    project = begin_project()
    todo, doing, *_ = lanes_of(project)
    sign_in(project.begun_by)
    page.goto(project.address + "board/")

    page.keyboard.press("n")
    page.keyboard.type("Ring the ward")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Ring the ward")).to_be_visible()
    expect(page.locator(f"#quick-{todo.pk}")).to_be_focused()
    page.keyboard.type("Write it down")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Write it down")).to_be_visible()

    task = Task.objects.get(title="Ring the ward")
    page.locator(f"#move-{task.number}").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#move-menu")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(f"[data-lane='{doing.pk}'] #task-{task.number}")).to_be_visible()
    expect(page.locator(f"#move-{task.number}")).to_be_focused()

    assert (titles_in(todo), titles_in(doing)) == (["Write it down"], ["Ring the ward"])


def test_a_card_that_somebody_else_has_moved_is_shown_where_it_is(page: Page, sign_in):
    project = begin_project()
    _todo, doing, review, _done = lanes_of(project)
    task = add_task(project, "Ring the ward")
    sign_in(project.begun_by)
    page.goto(project.address + "board/")
    task.move(review, by=project.begun_by)

    page.locator("[data-move]").click()
    page.locator("#move-menu").get_by_role("button", name=doing.name).click()

    expect(page.locator(f"[data-lane='{review.pk}'] #task-{task.number}")).to_be_visible()
    expect(page.locator("#toasts")).to_contain_text("It is in “In review” now.")


@pytest.mark.parametrize("page", [WITHOUT_SCRIPT], indirect=True)
def test_a_board_works_without_script(page: Page, sign_in):
    project = begin_project()
    todo, doing, *_ = lanes_of(project)
    sign_in(project.begun_by)
    page.goto(project.address + "board/")

    page.locator(".quick summary").first.click()
    page.locator(f"#quick-{todo.pk}").fill("Ring the ward")
    page.locator(".quick button").first.click()
    expect(page.locator(f"#quick-{todo.pk}")).to_be_visible()
    page.get_by_role("link", name="Move “Ring the ward” from To do").click()
    page.get_by_role("button", name=doing.name).click()
    expect(page.get_by_role("region", name="Task board")).to_be_visible()
    page.get_by_role("button", name="Take this on").click()
    expect(page.get_by_role("button", name="Let it go")).to_be_visible()

    assert titles_in(doing) == ["Ring the ward"]
