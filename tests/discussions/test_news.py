"""While a topic is open, what others write announces itself, at next to no cost."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from discussions.models import ReadMark
from tests.browsing import WITH_SCRIPT, be, violations
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space, start_topic
from tests.discussions.test_moving import open_space
from tests.discussions.test_pages import as_user, text

SOON = 16_000
HTMX = {"HX-Request": "true", "HX-Target": "news"}


@pytest.fixture
def topic():
    return start_topic(space=first_space(CommunityFactory()))


def news(topic, after: int, user=None, **more):
    client = as_user(user) if user else Client()
    return client.get(f"{topic.address}news/", {"after": after, **more}, headers=HTMX)


@pytest.mark.django_db
def test_what_others_wrote_since_is_counted_and_ones_own_is_not(topic):
    reader = join(topic.community)
    first = add_post(topic)
    add_post(topic, by=reader)
    nothing = news(topic, 3, reader)
    second = add_post(topic, parent=first)
    add_post(topic)
    gone = add_post(topic)
    gone.delete_softly(by=gone.author)

    assert (nothing.status_code, nothing.content) == (204, b"")
    assert "1 new post" in text(news(topic, 3, reader))
    assert "1 new reply" in text(news(topic, 3, reader))
    assert "1 new reply" not in text(news(topic, second.number, reader))
    assert "2 new posts" in text(news(topic, 1, reader))
    assert "3 new posts" in text(news(topic, 1))
    assert news(topic, 1, known=4).status_code == 204  # the page says so already
    assert news(topic, 6, first.author).status_code == 204


@pytest.mark.django_db
def test_what_is_new_is_shown_in_place_and_marked(topic):
    reader, first = join(topic.community), add_post(topic)
    ReadMark.objects.advance(topic, by=reader, number=2)
    answer = add_post(topic, source="In the reeds.")
    add_post(topic, parent=answer, source="Tall ones.")
    add_post(topic, parent=first, source="Since when?")
    add_post(topic, by=reader, source="My own.")

    shown = text(news(topic, 2, reader, shown=1))

    assert [
        shown.index(words) for words in ("In the reeds.", "Tall ones.", "Since when?")
    ] == sorted(shown.index(words) for words in ("In the reeds.", "Tall ones.", "Since when?"))
    assert "My own." not in shown
    assert f'href="#post-{first.number}"' in shown
    assert shown.count(">New<") == 3
    assert 'news/?after=5"' in shown
    assert '"shown": "3-5"' in shown.replace("&#34;", '"').replace("&quot;", '"')


@pytest.mark.django_db
def test_who_may_not_read_it_is_told_to_stop_asking(topic):
    insider, stranger = join(topic.community), join(topic.community)
    hide = open_space(topic.community, "Hide", "group", [insider])
    hidden = start_topic(space=hide, by=insider)
    add_post(hidden, by=insider, source="The heron.")

    for more in ({}, {"shown": 1}):
        assert news(hidden, 1, stranger, **more).status_code == 404
        assert news(hidden, 1, **more).status_code == 404
    topic.delete_softly(by=topic.author)
    assert news(topic, 1).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["", "x", "-1", "9" * 30])
def test_whatever_is_asked_for_is_answered(topic, typed):
    add_post(topic)

    assert news(topic, typed).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [0, 1, 3])
def test_asking_costs_one_query_beside_who_asks(topic, rows, django_assert_num_queries):
    reader = join(topic.community)
    for _ in range(rows):
        add_post(topic)
    client = as_user(reader)

    with django_assert_num_queries(3):  # the session, its user, and what is new
        client.get(f"{topic.address}news/?after=1")
    with django_assert_num_queries(1):
        news(topic, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_showing_costs_the_same_however_much_is_new(topic, rows, django_assert_num_queries):
    first = add_post(topic)
    for _ in range(rows):
        add_post(topic, parent=add_post(topic))
        add_post(topic, parent=first)
    client = as_user(join(topic.community))

    with django_assert_num_queries(6):
        shown = client.get(f"{topic.address}news/?after=2&shown=1", headers=HTMX)

    assert text(shown).count('id="post-') == 3 * rows


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("page", [WITH_SCRIPT], indirect=True)
def test_an_open_page_says_what_came_and_shows_it_without_a_jump(page: Page, live_server):
    topic = start_topic(source="Long.\n\n" * 80)
    reader = join(topic.community)
    add_post(topic)
    be(page, reader, live_server.url)
    page.clock.install()
    page.goto(topic.get_absolute_url())
    asked = []
    page.on(
        "request", lambda request: asked.append(request.url) if "/news/" in request.url else None
    )

    page.clock.fast_forward(SOON)
    expect(page.locator("#news")).to_have_text("")
    add_post(topic, source="In the reeds.")
    add_post(topic, by=reader, source="My own.")
    with page.expect_response(lambda response: "/news/" in response.url):
        page.clock.fast_forward(2 * SOON)
    bar = page.locator("#news").get_by_role("button", name="1 new post")
    expect(bar).to_be_visible()
    assert violations(page) == []
    bar.scroll_into_view_if_needed()
    before = page.locator("#post-2").bounding_box()
    bar.click()

    expect(page.get_by_text("In the reeds.")).to_be_visible()
    expect(page.locator("#post-3")).to_be_focused()
    expect(page.get_by_text("My own.")).to_have_count(0)
    assert page.locator("#post-2").bounding_box()["y"] == before["y"]
    assert len(asked) == 3
    topic.space.edit(name="Hide", description="", visibility="group")
    with page.expect_response(lambda response: response.status == 404):
        page.clock.fast_forward(2 * SOON)
    page.clock.fast_forward(40 * SOON)
    assert len(asked) == 4
