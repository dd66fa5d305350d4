"""axe on every component in every state, in both themes, wide and narrow."""

import pytest
from playwright.sync_api import Page

from tests.browsing import LOOKS, RULES, look, violations
from tests.communities.factories import CommunityFactory, join

pytestmark = pytest.mark.django_db(transaction=True)


def test_each_component_in_each_state_can_be_used_by_everyone(page: Page, sign_in):
    sign_in(join(CommunityFactory()))
    page.goto("/design/")

    for theme, width in LOOKS:
        look(page, theme, width)
        assert violations(page, RULES[theme]) == [], (theme, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, theme


def test_open_menus_and_dialogs_can_be_used_by_everyone(page: Page, sign_in):
    sign_in(join(CommunityFactory()))
    look(page, "dark", 1440)
    page.goto("/design/")

    for control in ("[popovertarget=switcher]", "[popovertarget=memenu]", "[data-dialog]"):
        page.locator(control).first.click()
        assert violations(page) == []
        page.keyboard.press("Escape")
