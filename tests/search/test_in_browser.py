import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import violations
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space, start_topic


@pytest.fixture
def topic(transactional_db, relay):
    community = CommunityFactory(name="Site reliability", slug="sre")
    topic = start_topic(
        space=first_space(community), by=join(community), title="Vacuum never finishes"
    )
    add_post(topic, source="Look for an orphaned slot, then vacuum again.")
    start_topic(space=topic.space, by=topic.author, title="Vacuum in the morning", tags=["bloat"])
    relay()
    return topic


def test_results_come_while_one_types_and_keys_choose_among_them(topic, page: Page):
    page.goto("/search/?q=nothing")
    page.keyboard.press("/")
    box = page.get_by_role("combobox")
    expect(box).to_be_focused()
    box.fill("")
    box.press_sequentially("never")
    options = page.locator("#instant [role=option]")
    expect(options).to_have_count(2)
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#instant-say")).to_have_text("1 result")
    assert violations(page) == []

    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", "instant-1")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(box).not_to_have_attribute("aria-activedescendant", re.compile("."))
    page.keyboard.press("Escape")
    expect(page.locator("#instant")).to_be_hidden()
    expect(box).to_have_value("never")

    box.press_sequentially(" fin")
    expect(page.locator("#instant")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(topic.get_absolute_url())))


def test_enter_without_a_choice_asks_for_the_page(topic, page: Page):
    page.goto(topic.community.address)
    page.keyboard.press("/")
    page.keyboard.type("vacum")
    expect(page.locator("#instant [role=option]")).to_have_count(3)
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/search/\?q=vacum&community=sre"))
    expect(page.get_by_text("Showing results for vacuum")).to_be_visible()
    expect(page.locator(".found")).to_have_count(2)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_the_pages_have_nothing_that_axe_objects_to(topic, page: Page, scheme, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)

    for query in ("", "?q=vacuum", "?q=vacum", "?q=xylophone", "?q=vacuum tag:bloat -is:solved"):
        page.goto(f"/search/{query}")
        assert violations(page) == [], query
        assert page.evaluate("document.documentElement.scrollWidth") == width, query


def test_everything_works_without_script(topic, browser: Browser, live_server):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/search/")
    page.get_by_role("searchbox").fill("vacuum")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Topics", exact=True).click()
    page.get_by_role("link", name="bloat 1").click()

    expect(page.locator(".found")).to_have_count(1)
    page.get_by_role("link", name="Vacuum in the morning").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vacuum in the morning")
    context.close()
