"""axe on every component in every state, in both themes, wide and narrow."""

import pytest
from playwright.sync_api import Page

from tests.browsing import violations
from tests.communities.factories import CommunityFactory, join

pytestmark = pytest.mark.django_db(transaction=True)

VARIANTS = [("light", 1440), ("dark", 1440), ("light", 390), ("dark", 390)]


def look(page: Page, address: str, theme: str, width: int) -> None:
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)


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
