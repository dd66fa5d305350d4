"""Reading, keeping and quoting in a real browser: by mouse, by keyboard alone, without script."""

import pytest
from playwright.sync_api import Page, expect

from discussions.models import Bookmark, Post, ReadMark, Topic
from tests.browsing import WITH_SCRIPT, WITHOUT_SCRIPT, be, violations
from tests.communities.factories import join
from tests.discussions.factories import add_post, start_topic

pytestmark = pytest.mark.django_db(transaction=True)

both = pytest.mark.parametrize(
    "page", [WITH_SCRIPT, WITHOUT_SCRIPT], ids=["script", "no script"], indirect=True
)


@pytest.fixture
def topic() -> Topic:
    topic = start_topic(title="Where is the key?")
    answer = add_post(topic, source="Under the mat.\n\nOr in the shed.")
    add_post(topic, parent=answer, source="It was.")
    return topic


@both
def test_a_post_is_kept_with_a_note(page: Page, live_server, topic):
    reader = join(topic.community)
    be(page, reader, live_server.url)
    page.goto(topic.get_absolute_url())

    page.locator("#post-2").get_by_role("button", name="Bookmark").first.click()
    page.get_by_label("Note").fill("For Monday")
    page.get_by_label("Remind me").select_option("tomorrow")
    page.get_by_role("button", name="Save bookmark").click()
    expect(page.get_by_text("Bookmark saved.")).to_be_visible()
    page.goto("/bookmarks/")
    expect(page.get_by_text("For Monday")).to_be_visible()

    bookmark = Bookmark.objects.get()
    assert (bookmark.post.number, bookmark.note) == (2, "For Monday")
    assert bookmark.remind_at is not None
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("You keep nothing yet")).to_be_visible()


def test_one_goes_on_where_one_stopped_reading(page: Page, live_server, topic):
    reader = join(topic.community)
    ReadMark.objects.advance(topic, by=reader, number=2)
    be(page, reader, live_server.url)
    page.goto(topic.community.address)

    page.get_by_role("link", name="1 new").click()

    expect(page).to_have_url(f"{live_server.url}{topic.get_absolute_url()}#post-3")
    expect(page.locator("#new")).to_have_text("New since you were here")
    assert violations(page) == []
    page.goto(topic.community.address)
    expect(page.get_by_role("link", name="1 new")).to_have_count(0)


def test_replies_fold_away_by_keyboard(page: Page, live_server, topic):
    page.goto(topic.get_absolute_url())
    fold = page.locator("#post-2 summary", has_text="1 reply")

    fold.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("It was.")).to_be_hidden()
    page.keyboard.press("Enter")

    expect(page.get_by_text("It was.")).to_be_visible()


def test_single_keys_move_and_act_but_never_while_one_types(page: Page, live_server, topic):
    reader = join(topic.community)
    be(page, reader, live_server.url)
    page.goto(topic.get_absolute_url())

    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("#post-2")).to_be_focused()
    page.keyboard.press("u")
    expect(page.locator("#post-2 .useful").first).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("b")
    expect(page.get_by_label("Note")).to_be_focused()
    page.keyboard.type("jkr?u")
    expect(page.get_by_label("Note")).to_have_value("jkr?u")
    assert violations(page) == []
    page.locator("#post-2").focus()
    page.keyboard.press("r")
    expect(page.locator("#reply-2 textarea")).to_be_focused()
    page.locator("#post-2").focus()
    page.keyboard.press("g")
    page.keyboard.press("b")
    expect(page).to_have_url(f"{live_server.url}/bookmarks/")
    assert violations(page) == []
    page.keyboard.press("j")
    page.keyboard.press("o")

    expect(page).to_have_url(f"{live_server.url}{topic.get_absolute_url()}#post-2")


def test_whoever_switched_them_off_has_no_single_keys(page: Page, live_server, topic):
    reader = join(topic.community)
    be(page, reader, live_server.url)
    page.goto("/settings/display/")
    page.get_by_role("checkbox", name="Keyboard shortcuts").uncheck()
    page.get_by_role("button", name="Save").click()
    page.goto(topic.get_absolute_url())

    for key in ("j", "j", "u", "b", "/", "?"):
        page.keyboard.press(key)

    assert page.evaluate("document.activeElement === document.body")
    assert not Bookmark.objects.exists()
    assert not page.locator("dialog[open]").count()


def test_what_is_selected_is_quoted_with_its_source(page: Page, live_server, topic):
    be(page, join(topic.community), live_server.url)
    page.goto(topic.get_absolute_url())
    page.locator("#post-2 .prose p").nth(1).first.evaluate(
        "p => getSelection().selectAllChildren(p)"
    )

    page.locator("#post-2").get_by_role("link", name="Quote").first.click()

    author = Post.objects.get(topic=topic, number=2).author.name
    text = page.locator("#reply-2 textarea")
    expect(text).to_have_value(f"> [{author}]({topic.address}posts/2/):\n>\n> Or in the shed.\n\n")
    text.press("End")
    text.type("So it is.")
    page.locator("#reply-2").get_by_role("button", name="Post reply").click()
    expect(page.locator("#post-4 blockquote")).to_contain_text("Or in the shed.")
