"""axe on the pages of the design system, in both themes, wide and narrow."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from discussions.models import Acceptance
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space, start_topic

pytestmark = pytest.mark.django_db(transaction=True)

VARIANTS = [("light", 1440), ("dark", 1440), ("light", 390), ("dark", 390)]


def look(page: Page, address: str, theme: str, width: int) -> None:
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]


@pytest.mark.parametrize(("theme", "width"), VARIANTS)
def test_each_component_in_each_state_can_be_used_by_everyone(page, sign_in, theme, width):
    sign_in(join(CommunityFactory()))
    look(page, "/design/", theme, width)

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_open_menus_and_dialogs_can_be_used_by_everyone(page, sign_in):
    sign_in(join(CommunityFactory()))
    look(page, "/design/", "dark", 1440)

    for control in ("[popovertarget=switcher]", "[popovertarget=memenu]", "[data-dialog]"):
        page.locator(control).first.click()
        assert violations(page) == []
        page.keyboard.press("Escape")


@pytest.mark.parametrize(("theme", "width"), [VARIANTS[0], VARIANTS[3]])
def test_home_and_landing_can_be_used_by_everyone(page, sign_in, theme, width):
    community = CommunityFactory()
    topic = start_topic(space=first_space(community))
    Acceptance.objects.accept(add_post(topic), by=topic.author)
    look(page, "/", theme, width)
    assert violations(page) == []

    add_post(start_topic(space=first_space(community), by=topic.author))
    start_topic(space=first_space(community))
    sign_in(topic.author)
    page.reload()

    assert page.locator(".wrow").count() == 1
    assert violations(page) == []
