"""A board by keyboard alone, and without script: what a pointer does, these do too."""

import pytest
from playwright.sync_api import Page, expect

from projects.models import Task
from tests.browsing import WITHOUT_SCRIPT
from tests.projects.factories import add_task, begin_project, lanes_of, take_part, titles_in

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


def test_a_card_is_dragged_between_two_others_and_is_there_the_next_time(page: Page, sign_in):
    project = begin_project()
    todo, doing, *_ = lanes_of(project)
    card = add_task(project, "Ring the ward")
    for title in ("First", "Second"):
        add_task(project, title, lane=doing)
    sign_in(project.begun_by)
    page.goto(project.address + "board/")
    held = page.locator(f"#task-{card.number}").bounding_box()
    below = page.get_by_role("listitem").filter(has_text="Second").bounding_box()
    assert held
    assert below

    page.mouse.move(held["x"] + held["width"] - 60, held["y"] + 8)
    page.mouse.down()
    page.mouse.move(below["x"] + 40, below["y"] - 40, steps=4)
    page.mouse.move(below["x"] + 40, below["y"] + 6, steps=4)
    page.mouse.up()
    expect(page.locator("#toasts")).to_contain_text("moved to Doing")
    page.reload()

    shown = page.locator(f"[data-lane='{doing.pk}'] .task__t")
    expect(shown).to_have_text(["First", "Ring the ward", "Second"])
    assert (titles_in(todo), titles_in(doing)) == ([], ["First", "Ring the ward", "Second"])


def test_a_card_goes_up_its_lane_by_keyboard_and_is_there_the_next_time(page: Page, sign_in):
    project = begin_project()
    todo, *_ = lanes_of(project)
    _first, second = (add_task(project, title) for title in ("First", "Second"))
    sign_in(project.begun_by)
    page.goto(project.address + "board/")

    page.locator(f"#move-{second.number}").focus()
    page.keyboard.press("Enter")
    up = page.get_by_role("button", name="Up", exact=True)
    for _step in range(10):
        if up.evaluate("(one) => one === document.activeElement"):
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#toasts")).to_contain_text("moved up")
    expect(page.locator(f"#move-{second.number}")).to_be_focused()
    page.reload()

    shown = page.locator(f"[data-lane='{todo.pk}'] .task__t")
    expect(shown).to_have_text(["Second", "First"])


@pytest.mark.parametrize("page", [WITHOUT_SCRIPT], indirect=True)
def test_a_task_goes_from_a_thought_to_done_without_script(page: Page, sign_in):
    project = begin_project()
    *_, done = lanes_of(project)
    worker = take_part(project)
    sign_in(project.begun_by)
    page.goto(project.address + "board/")

    page.get_by_role("link", name="Add a task", exact=True).click()
    page.get_by_label("What is to be done").fill("Ring the ward")
    page.get_by_role("button", name="Add it").click()
    page.get_by_label("Give it to").select_option(label=worker.name)
    page.get_by_role("button", name="Give").click()
    page.get_by_label("A step").fill("Ask who is on duty")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("button", name="Ask who is on duty").first.click()
    page.get_by_label("Move to").select_option(label=done.name)
    page.get_by_role("button", name="Move", exact=True).click()
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "1")
    page.get_by_text("History", exact=True).click()
    expect(page.get_by_role("listitem").filter(has_text="To do")).to_contain_text("Done")

    task = Task.objects.get(title="Ring the ward")
    assert (task.lane, task.is_done) == (done, True)
    assert [one.user for one in task.assignees.all()] == [worker]
