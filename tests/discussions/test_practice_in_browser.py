"""Saying how it went and telling a story, in a real browser, with and without script."""

import pytest
from playwright.sync_api import Page, expect

from discussions.models import Reaction, Topic
from discussions.story import split
from tests.browsing import WITH_SCRIPT, WITHOUT_SCRIPT, be, violations
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, start_topic

pytestmark = pytest.mark.django_db(transaction=True)

both = pytest.mark.parametrize(
    "page", [WITH_SCRIPT, WITHOUT_SCRIPT], ids=["script", "no script"], indirect=True
)


@both
def test_somebody_warns_of_an_answer_and_takes_it_back(page: Page, live_server):
    answer = add_post(start_topic())
    be(page, join(answer.topic.community), live_server.url)
    page.goto(answer.topic.get_absolute_url())

    page.get_by_role("link", name="Tried it?").click()
    page.get_by_label("It is unsafe").check()
    page.get_by_role("button", name="Say so").click()
    expect(page.get_by_role("alert")).to_contain_text("Say why it is unsafe")
    page.get_by_label("What happened, or why").fill("It burns.")
    page.get_by_role("button", name="Say so").click()
    expect(page.get_by_role("link", name="1 says unsafe")).to_be_visible()

    assert Reaction.objects.get().why == "It burns."
    page.goto(answer.topic.get_absolute_url())
    expect(page.locator(f"#warning-{answer.number}")).to_contain_text("1 member says")
    page.get_by_role("link", name="1 says unsafe").click()
    expect(page.get_by_text("It burns.")).to_be_visible()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("link", name="1 says unsafe")).to_have_count(0)

    assert not Reaction.objects.exists()


def test_the_warning_comes_and_goes_without_a_new_page(page: Page, live_server):
    answer = add_post(start_topic())
    be(page, join(answer.topic.community), live_server.url)
    page.goto(answer.topic.get_absolute_url())
    warning = page.locator(f"#warning-{answer.number}")

    page.get_by_role("link", name="Tried it?").click()
    page.get_by_label("It is unsafe").check()
    page.get_by_label("What happened, or why").fill("It burns.")
    page.get_by_role("button", name="Say so").click()
    expect(warning).to_contain_text("1 member says that this is unsafe.")
    assert violations(page) == []
    page.get_by_role("button", name="Take it back").click()

    expect(warning).to_be_empty()


@both
def test_a_story_is_asked_for_in_parts_once_it_is_chosen(page: Page, live_server):
    community = CommunityFactory()
    be(page, join(community), live_server.url)
    page.goto(f"{community.address}t/new/")
    expect(page.get_by_label("What was intended")).to_be_hidden()

    page.get_by_label("Practice story").check()
    page.get_by_role("textbox", name="Title").fill("What the village told us")
    page.get_by_label("What was intended").fill("A draft, read aloud.")
    page.get_by_role("textbox", name="What happened").fill("They laughed.")
    page.get_by_role("textbox", name="Why").fill("We measured in the dry month.")
    page.get_by_label("What to keep or change").fill("Read aloud.")
    page.get_by_role("button", name="Post", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("What the village told us")
    assert split(Topic.objects.get().opening.source)["happened"] == "They laughed."


def test_each_part_of_a_story_has_toolbar_and_preview(page: Page, live_server):
    community = CommunityFactory()
    be(page, join(community), live_server.url)
    page.goto(f"{community.address}t/new/?kind=story")
    why = page.locator(".composer", has=page.locator("#id_why"))
    expect(page.get_by_role("toolbar")).to_have_count(6)

    why.locator("textarea").fill("tired")
    why.locator("textarea").select_text()
    why.get_by_role("button", name="Bold").click()
    expect(why.locator("textarea")).to_have_value("**tired**")
    why.get_by_role("tab", name="Preview").click()

    expect(why.get_by_role("tabpanel").locator("strong")).to_have_text("tired")
    assert violations(page) == []
