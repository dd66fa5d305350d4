"""Every main page with the demo in it: wide and on a phone, light and dark, by axe and by CSP."""

import pytest
from playwright.sync_api import Browser

from accounts.models import User
from cop.demo import loader
from discussions.models import Topic
from tests.browsing import be, violations

pytestmark = pytest.mark.django_db(transaction=True)

VISITOR = [
    "/",
    "/c/",
    "/c/evaluation/",
    "/c/evaluation/about/",
    "/c/evaluation/members/",
    "/c/evaluation/tags/",
    "/c/facilitators/about/",
    "/signin/",
    "/signup/",
    "/forgotten-password/",
    "/search/?q=baseline",
    "/c/no-such-place/",
]
MEMBER = [
    "/",
    "/c/new/",
    "/c/evaluation/",
    "/c/evaluation/t/new/",
    "/c/evaluation/membership/",
    "/notices/",
    "/settings/",
    "/settings/display/",
    "/settings/email/",
    "/settings/two-step/",
    "/settings/sessions/",
    "/settings/notifications/",
    "/settings/tokens/",
    "/uploads/",
    "/digests/",
    "/p/ines/",
    "/search/?q=survey",
]
OWNER = [
    f"/c/evaluation/manage/{part}"
    for part in ("", "requests/", "invitations/", "roles/", "spaces/", "spaces/new/")
]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_pages_are_accessible_and_quiet(browser: Browser, live_server, settings, theme, width):
    settings.SITE_ORIGIN = live_server.url
    loader.load()
    found = []
    for who, paths in (("", VISITOR), ("ines", MEMBER), ("amina", OWNER)):
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            color_scheme=theme,
        )
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message, said=said: said.append(message.text))
        page.on("pageerror", lambda error, said=said: said.append(str(error)))
        if who:
            be(page, User.objects.get(email=f"{who}@example.org"), live_server.url)
        for path in [*paths, *_topics(who)]:
            page.goto(path)
            found += [f"{path}: {violation}" for violation in violations(page)]
            wide = page.evaluate("document.documentElement.scrollWidth")
            found += [f"{path}: {wide} px wide"] if wide > width else []
            found += [f"{path}: {text}" for text in said if "404" not in text]
            said.clear()
        context.close()

    assert found == []


def _topics(who: str) -> list[str]:
    if who != "ines":
        return []
    begins = [
        "How do you set a defensible",
        "Is attribution the wrong",
        "Our donor wants all 34",
        "We dedupl",
    ]
    topics = [Topic.objects.get(title__startswith=words) for words in begins]
    first = topics[0]
    parts = ["posts/2/branch/", "posts/2/history/", "posts/2/reply/"]
    return [*(topic.get_absolute_url() for topic in topics), *(first.address + p for p in parts)]
