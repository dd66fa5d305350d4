"""Tags are suggested while one types them, by their names and by other words for them."""

import pytest
from playwright.sync_api import Page, expect

from communities.models import Role, Space, Tag
from discussions.models import Topic
from tests.browsing import be, violations
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import first_space, start_topic
from tests.discussions.test_pages import as_user, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic() -> Topic:
    topic = start_topic(tags=["kubernetes", "kubectl", "baseline"])
    tag = Tag.objects.get(name="kubernetes")
    tag.describe(description="Clusters of containers.", synonyms=["k8s", "k8"])
    return topic


def suggested(surface: str, topic: Topic, typed: str, viewer=None) -> list[str]:
    client = as_user(viewer or topic.author)
    if surface == "api":
        at = f"/api/v1/communities/{topic.community.slug}/tags/"
        return [one["name"] for one in client.get(at, {"q": typed}).json()["items"]]
    page = text(client.get(f"{topic.community.address}write/tags/", {"q": typed}))
    return [part.partition('"')[0] for part in page.split('data-name="')[1:]]


@pytest.mark.parametrize("surface", ["web", "api"])
@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("kub", ["kubectl", "kubernetes"]),
        ("K8", ["kubernetes"]),
        ("Base line", []),
        ("line", []),
        ("%", []),
    ],
)
def test_those_that_begin_so_or_have_a_word_that_does(topic, surface, typed, names):
    assert suggested(surface, topic, typed) == names


def test_each_says_what_it_is_for_and_how_many_topics_have_it(topic):
    start_topic(space=topic.space, tags=["kubernetes"])

    page = text(as_user(topic.author).get(f"{topic.community.address}write/tags/?q=k8s"))

    assert "Clusters of containers." in page
    assert "2 topics" in page
    assert page.index("k8s") < page.index("kubernetes</b>")


@pytest.mark.parametrize("surface", ["web", "api"])
def test_what_only_a_narrow_space_has_is_for_facilitators(surface):
    community = CommunityFactory()
    insider = join(community)
    hide = Space.objects.open(community, name="Hide", visibility="group", named=[insider])
    topic = start_topic(space=hide, by=insider, tags=["heron"])
    facilitator = join(community, role=Role.FACILITATOR)

    assert suggested(surface, topic, "her", facilitator) == ["heron"]
    assert suggested(surface, topic, "her", join(community)) == []


@pytest.mark.django_db(transaction=True)
def test_the_keyboard_chooses_and_takes_back(page: Page, live_server, relay):
    topic = start_topic(title="How do you set a baseline afterwards?", tags=["baseline", "surveys"])
    Tag.objects.get(name="surveys").describe(description="", synonyms=["polls"])
    relay()
    be(page, join(topic.community), live_server.url)
    page.goto(f"{topic.community.address}t/new/")
    field, options = page.get_by_role("combobox", name="Tags"), page.get_by_role("option")

    page.get_by_label("Title").press_sequentially("Setting the baseline when it is too late")
    page.get_by_role("button", name="Add the tag baseline").click()
    expect(field).to_have_value("baseline, ")
    expect(page.get_by_role("button", name="Add the tag baseline")).to_be_hidden()
    field.press_sequentially("pol")
    expect(options).to_have_count(1)
    expect(field).to_have_attribute("aria-expanded", "true")
    assert violations(page) == []
    field.press("ArrowDown")
    field.press("Enter")
    expect(field).to_have_value("baseline, surveys, ")
    expect(options).to_be_hidden()
    field.press("Backspace")
    expect(field).to_have_value("baseline, ")
    field.press_sequentially("pol")
    field.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")


@pytest.mark.django_db(transaction=True)
def test_enter_in_the_title_posts_and_answers_nobody(page: Page, live_server, relay):
    """The first button of the form is one of those that say "this answers me"."""
    topic = start_topic(title="How do you set a baseline afterwards?")
    relay()
    be(page, join(topic.community), live_server.url)
    page.goto(f"{first_space(topic.community).community.address}t/new/")
    page.locator("#id_source").fill("Nobody measured.")
    page.get_by_label("Title").press_sequentially("Setting the baseline when it is too late")
    expect(page.get_by_role("link", name="How do you set a baseline")).to_be_visible()

    page.get_by_label("Title").press("Enter")
    expect(page.get_by_role("status").filter(has_text="Question posted.")).to_be_visible()

    assert Topic.objects.count() == 2
