"""Writing in a real browser: what the textarea gains, and that nothing typed is lost."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from discussions.models import Draft, Post
from tests.accounts.factories import UserFactory
from tests.communities.factories import join
from tests.discussions.factories import add_post

pytestmark = pytest.mark.django_db(transaction=True)


def text(page: Page) -> Locator:
    return page.locator("#composer textarea")


def status(page: Page) -> Locator:
    return page.locator("#composer .composer__status")


def post(page: Page) -> Locator:
    return page.locator("#composer").get_by_role("button", name="Post answer")


def select_last(page: Page, letters: int) -> None:
    for _ in range(letters):
        page.keyboard.press("Shift+ArrowLeft")


def test_buttons_and_keys_write_markdown(page, topic, writer):
    area = text(page)
    area.press_sequentially("Use the late joiners")
    select_last(page, 7)
    page.keyboard.press("Control+b")
    assert area.input_value() == "Use the late **joiners**"

    page.keyboard.press("Control+b")
    assert area.input_value() == "Use the late joiners"

    page.get_by_role("button", name="Quote", exact=True).click()
    assert area.input_value() == "> Use the late joiners"

    page.keyboard.press("Control+z")
    assert area.input_value() == "Use the late joiners"


def test_a_list_goes_on_by_itself_and_ends_on_an_empty_item(page, topic, writer):
    text(page).press_sequentially("1. one\ntwo\n\nafter")

    assert text(page).input_value() == "1. one\n2. two\n\nafter"


def test_the_toolbar_is_one_stop_of_the_tab_key(page, topic, writer):
    bold = page.get_by_role("button", name="Bold")
    bold.focus()

    page.keyboard.press("ArrowRight")

    expect(page.get_by_role("button", name="Italic")).to_be_focused()
    expect(bold).to_have_attribute("tabindex", "-1")


def test_the_server_previews_what_is_written(page, topic, writer):
    text(page).fill("**Report** a range.\n\n<script>alert(1)</script>")

    page.get_by_role("tab", name="Preview").click()

    panel = page.get_by_role("tabpanel", name="Preview")
    expect(panel.locator("strong")).to_have_text("Report")
    assert panel.locator("script").count() == 0
    expect(text(page)).to_be_hidden()

    page.keyboard.press("ArrowLeft")
    expect(text(page)).to_be_visible()


def test_people_are_mentioned_by_name(page, topic, writer):
    join(topic.community, UserFactory(name="Joseph Wanyama", handle="joseph"))
    text(page).press_sequentially("Ask @jos")

    option = page.get_by_role("option", name=re.compile("Joseph Wanyama"))
    expect(option).to_have_attribute("aria-selected", "true")
    expect(text(page)).to_have_attribute("aria-activedescendant", re.compile("people-0$"))
    page.keyboard.press("Enter")

    assert text(page).input_value() == "Ask @joseph "
    expect(option).to_be_hidden()


def test_escape_leaves_what_was_typed(page, topic, writer):
    join(topic.community, UserFactory(name="Joseph Wanyama", handle="joseph"))
    text(page).press_sequentially("Ask @jos")
    expect(page.get_by_role("listbox")).to_be_visible()

    page.keyboard.press("Escape")

    expect(page.get_by_role("listbox")).to_be_hidden()
    assert text(page).input_value() == "Ask @jos"


def test_a_draft_is_kept_while_one_writes_and_is_there_the_next_time(page, topic, writer):
    text(page).press_sequentially("Half a thought")
    expect(status(page)).to_have_text(re.compile(r"^Draft saved \d\d:\d\d$"))
    assert Draft.objects.get().fields["source"] == "Half a thought"

    page.goto("/c/")
    page.goto(topic.get_absolute_url())

    expect(text(page)).to_have_value("Half a thought")
    expect(page.get_by_text("This is your draft from last time.")).to_be_visible()


def test_closing_the_tab_at_once_keeps_the_draft(page, topic, writer):
    text(page).press_sequentially("Half a thought")

    page.goto("/c/")
    # What a page sends as it closes may come after whatever the next one asks for.
    for _tick in range(200):
        if Draft.objects.filter(user=writer).exists():
            break
        page.wait_for_timeout(50)

    page.goto(topic.get_absolute_url())
    expect(text(page)).to_have_value("Half a thought")


def test_a_draft_can_be_discarded_and_taken_back(page, topic, writer):
    Draft.objects.keep(f"reply/{topic.pk}", {"source": "Half"}, by=writer)
    page.reload()
    page.get_by_role("button", name="Discard it").click()

    expect(text(page)).to_have_value("")
    assert not Draft.objects.exists()

    page.get_by_role("button", name="Undo").click()
    expect(text(page)).to_have_value("Half")


def test_a_session_that_ends_while_one_writes_loses_nothing(page, topic, writer, sign_in):
    text(page).press_sequentially("A whole answer")
    page.context.clear_cookies()
    post(page).click()
    expect(status(page)).to_contain_text("You have been signed out.")
    expect(text(page)).to_have_value("A whole answer")

    sign_in(writer)  # as in another tab: this page knows nothing of it
    post(page).click()

    expect(page.locator(".toast")).to_contain_text("Answer posted.")
    assert Post.objects.get(number=2).source == "A whole answer"
    assert not Draft.objects.exists()


def test_what_the_server_never_got_is_offered_back(page, topic, writer, sign_in):
    page.context.clear_cookies()
    text(page).press_sequentially("Written on a train")
    expect(status(page)).to_contain_text("kept in this browser")
    page.on("dialog", lambda dialog: dialog.accept())  # the browser asks whether to leave

    sign_in(writer)
    page.goto(topic.get_absolute_url())
    page.get_by_role("button", name="Put it back").click()

    expect(text(page)).to_have_value("Written on a train")


def test_another_user_of_this_browser_is_not_shown_it(page, topic, writer, sign_in):
    page.context.clear_cookies()
    text(page).press_sequentially("Written on a train")
    expect(status(page)).to_contain_text("kept in this browser")
    page.on("dialog", lambda dialog: dialog.accept())

    sign_in(join(topic.community))
    page.goto(topic.get_absolute_url())

    expect(text(page)).to_have_value("")
    assert page.get_by_role("button", name="Put it back").count() == 0


def test_control_and_enter_post(page, topic, writer):
    text(page).press_sequentially("Use the late joiners.")

    page.keyboard.press("Control+Enter")

    expect(page.locator(".toast")).to_contain_text("Answer posted.")
    assert Post.objects.get(number=2).source == "Use the late joiners."


def test_a_reply_opened_in_place_is_an_editor_with_the_focus(page, topic, writer):
    add_post(topic)
    page.reload()

    page.locator("#post-2").get_by_role("link", name="Reply").click()

    opened = page.locator("#reply-2 textarea")
    expect(opened).to_be_focused()
    opened.press_sequentially("and")
    page.keyboard.press("Control+i")
    assert opened.input_value().endswith("*with emphasis*")


def test_without_script_it_is_a_textarea_that_posts(browser, live_server, page, topic, writer):
    state = page.context.storage_state()
    plain = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, storage_state=state
    ).new_page()
    plain.goto(topic.get_absolute_url())
    expect(plain.get_by_role("button", name="Bold")).to_be_hidden()

    plain.locator("#composer textarea").fill("Plainly.")
    plain.locator("#composer").get_by_role("button", name="Post answer").click()

    expect(plain.locator(".toast")).to_contain_text("Answer posted.")
    plain.context.close()
