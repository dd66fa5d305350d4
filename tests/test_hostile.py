"""Attack strings wherever what a person typed is shown, looked at by a real browser."""

import pytest
from django.test import Client
from playwright.sync_api import Page

from communities.models import Community, Tag
from tests.accounts.factories import UserFactory
from tests.browsing import be
from tests.communities.factories import CommunityFactory, join
from tests.core.markdown.test_sanitising import attacks
from tests.discussions.factories import add_post, first_space, start_topic
from tests.sweeping import addresses, build

TITLES = 60
TEXT = 15_000  # characters of attacks in one post


@pytest.fixture
def typed(transactional_db, shared_data, relay) -> Community:
    """A community in which everything that can be typed is an attack."""
    found = sorted(a.replace("\0", "") for a in attacks(shared_data / "xss") if a.isprintable())
    scripts = [attack for attack in found if "alert" in attack or "<" in attack]
    everything = "\n\n".join(found)
    person = UserFactory(handle="eve", name=scripts[0][:100], headline=scripts[1][:160])
    community = CommunityFactory(
        name="<script>alert(1)</script>",
        slug="hostile",
        tagline='"><img src=x onerror=alert(2)>',
        **dict.fromkeys(("domain", "who", "practice"), everything[:4000]),
        code_of_conduct=everything[-20000:],
    )
    join(community, person)
    for attack in scripts[:TITLES]:
        start_topic(space=first_space(community), by=person, title=attack[:250], tags=["script"])
    Tag.objects.update(description="<script>alert(3)</script>")
    topic = community.topics.first()
    for start in range(0, len(everything), TEXT):
        add_post(topic, by=join(community), source=f"@eve {everything[start : start + TEXT]}")
    relay()
    return community


def test_nothing_that_is_typed_runs(typed, page: Page, live_server):
    eve = typed.memberships.get(user__handle="eve").user
    heard: list[str] = []
    page.on("dialog", lambda dialog: (heard.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("console", lambda message: heard.append(message.text))
    be(page, eve, live_server.url)
    topic = typed.topics.order_by("pk").first()

    for path in (
        "/",
        "/c/",
        "/c/hostile/",
        "/c/hostile/about/",
        "/c/hostile/tags/",
        "/c/hostile/members/",
        topic.get_absolute_url(),
        f"{topic.address}posts/2/branch/",
        f"{topic.address}posts/1/history/",
        f"{topic.address}edit/",
        "/search/?q=script",
        "/search/?q=%3Cscript%3Ealert(1)%3C/script%3E",
        "/notices/",
        "/p/eve/",
    ):
        page.goto(path)
        if heard:
            break

    assert heard == []


REFLECTED = '"><img src=x onerror=alert(1)>'
PARAMETERS = (
    "q", "sort", "state", "kind", "tag", "space", "after", "before", "next", "role", "title",
    "community", "author", "email", "error", "code", "message", "level", "key", "query",
)  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("actor", ["visitor", "owner"])
def test_no_page_says_again_what_an_address_says(settings, actor):
    settings.RATE_LIMITS = False
    world = build("public")
    client = Client(raise_request_exception=False)
    if actor == "owner":
        client.force_login(world.people["owner"])

    for name, address in addresses(world):
        response = client.get(address, dict.fromkeys(PARAMETERS, REFLECTED))
        body = response.getvalue().decode(errors="replace")  # all of it: files stay open until then
        html = "html" in response.headers.get("Content-Type", "")
        assert response.status_code < 500 or name == "statusz", name
        assert not html or REFLECTED not in body, name
        assert "\n" not in str(response.headers.get("Location", "")), name
