"""A draft that two tabs write is overwritten by neither: whoever is behind is told, and chooses."""

import pytest
from playwright.sync_api import Page, expect

from discussions.begun import reply_key
from discussions.errors import DraftHasMoved
from discussions.models import Draft
from tests.accounts.factories import UserFactory
from tests.browsing import be, violations
from tests.discussions.factories import start_topic
from tests.discussions.test_pages import as_user, text
from tests.racing import race

pytestmark = pytest.mark.django_db

KEY = "reply/7"


def test_what_has_been_seen_is_replaced_and_what_has_not_is_not():
    user = UserFactory()
    first = Draft.objects.keep(KEY, {"source": "One"}, by=user, seen=0)
    second = Draft.objects.keep(KEY, {"source": "Two"}, by=user, seen=first.version)

    for seen in (0, first.version):
        with pytest.raises(DraftHasMoved) as moved:
            Draft.objects.keep(KEY, {"source": "Behind"}, by=user, seen=seen)
        assert moved.value.draft.fields == {"source": "Two"}
        with pytest.raises(DraftHasMoved):
            Draft.objects.keep(KEY, {"source": ""}, by=user, seen=seen)

    assert Draft.objects.get().version == second.version > first.version
    assert Draft.objects.get().fields == {"source": "Two"}


def test_the_same_text_again_and_who_asks_for_no_version_go_through():
    user = UserFactory()
    Draft.objects.keep(KEY, {"source": "One"}, by=user, seen=0)

    Draft.objects.keep(KEY, {"source": "One"}, by=user, seen=0)
    Draft.objects.keep(KEY, {"source": "Any"}, by=user)

    assert Draft.objects.get().fields == {"source": "Any"}


def test_a_draft_that_is_gone_stands_in_nobodys_way_and_its_version_does_not_return():
    user = UserFactory()
    gone = Draft.objects.keep(KEY, {"source": "One"}, by=user, seen=0)
    Draft.objects.discard(KEY, by=user)

    again = Draft.objects.keep(KEY, {"source": "Two"}, by=user, seen=gone.version)

    assert again.version > gone.version


@pytest.mark.parametrize("surface", ["web", "api"])
def test_whoever_is_behind_gets_409_and_the_newer_text(surface):
    topic = start_topic()
    client, key = as_user(topic.author), reply_key(topic)

    def keep(words: str, seen: int):
        if surface == "web":
            sent = {"key": key, "source": words, "draft_version": seen}
            return client.post("/write/drafts/", sent)
        sent = {"markdown": words, "version": seen}
        return client.put(f"/api/v1/drafts/{key}/", sent, content_type="application/json")

    kept = keep("Mine", 0)
    behind = keep("Theirs", 0)
    level = keep("Both", kept.json()["version"])

    assert [r.status_code for r in (kept, behind, level)] == [200, 409, 200]
    assert behind.json()["code"] == "draft_has_moved"
    if surface == "web":
        assert behind.json()["fields"] == {"source": "Mine"}
    assert client.get(f"/api/v1/drafts/{key}/").json()["markdown"] == "Both"


@pytest.mark.parametrize("place", ["topic", "new"])
def test_a_page_knows_which_version_it_shows(place):
    topic = start_topic()
    key = reply_key(topic) if place == "topic" else f"topic/new/{topic.community_id}"
    at = topic.get_absolute_url() if place == "topic" else f"{topic.community.address}t/new/"
    client = as_user(topic.author)
    assert 'data-draft-version="0"' in text(client.get(at))

    draft = Draft.objects.keep(key, {"source": "Half"}, by=topic.author)

    assert f'data-draft-version="{draft.version}"' in text(client.get(at))
    refused = client.post(f"{topic.community.address}t/new/", {"draft_version": 12})
    assert 'data-draft-version="12"' in text(refused)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("begun", [False, True])
def test_of_two_who_keep_at_once_one_is_kept(begun):
    user = UserFactory()
    seen = Draft.objects.keep(KEY, {"source": "Zero"}, by=user).version if begun else 0

    def keep(words: str):
        return lambda: Draft.objects.keep(KEY, {"source": words}, by=user, seen=seen)

    outcomes = race(keep("One"), keep("Two"))

    assert {type(one) for one in outcomes} == {Draft, DraftHasMoved}
    [kept] = [one for one in outcomes if isinstance(one, Draft)]
    assert Draft.objects.get().fields == kept.fields


@pytest.mark.django_db(transaction=True)
def test_two_tabs_say_so_and_nothing_typed_is_lost(page: Page, live_server):
    topic = start_topic()
    be(page, topic.author, live_server.url)
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto(topic.get_absolute_url())
    here, there = (tab.locator("#id_source") for tab in (page, other))
    saved = other.get_by_text("Draft saved")

    here.fill("Written here.")
    expect(page.get_by_text("Draft saved")).to_be_visible()
    there.fill("Written there.")
    expect(other.locator(".composer__offer")).to_contain_text("changed in another tab")
    expect(other.locator(".composer__theirs")).to_have_text("Written here.")
    assert violations(other) == []
    there.fill("Written there, and more.")
    other.get_by_role("button", name="Post reply").or_(
        other.get_by_role("button", name="Post answer")
    ).click()
    expect(other.get_by_text("Choose first")).to_be_visible()
    assert Draft.objects.get().fields["source"] == "Written here."

    other.get_by_role("button", name="Take this one").click()
    expect(there).to_have_value("Written here.")
    other.get_by_role("button", name="Put it back").click()
    expect(there).to_have_value("Written there, and more.")
    expect(saved).to_be_visible()
    here.fill("Once more here.")
    expect(page.locator(".composer__offer")).to_contain_text("changed in another tab")
    with page.expect_response("**/write/drafts/"):
        page.get_by_role("button", name="Keep mine").click()
    expect(page.locator(".composer__theirs")).to_have_count(0)
    assert Draft.objects.get().fields["source"] == "Once more here."
