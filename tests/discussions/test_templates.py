"""What a topic begins with: written for a space, put in where nothing is typed, never posted so."""

import pytest
from playwright.sync_api import Page, expect

from communities.models import Role, Space
from discussions.begun import new_topic_key
from discussions.models import Draft, Template, Topic
from tests.browsing import be
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import first_space
from tests.discussions.test_pages import as_user, text

pytestmark = pytest.mark.django_db

QUESTION = "## What I need\n\n## What I tried"


@pytest.fixture
def space() -> Space:
    space = first_space(CommunityFactory())
    Template.objects.write(space, {"question": QUESTION, "discussion": "What do you think of"})
    return space


def begun(viewer, community, **asked: str) -> str:
    """The text of the form for a new topic."""
    page = text(as_user(viewer).get(f"{community.address}t/new/", asked))
    return page.partition('id="id_source"')[2].partition(">")[2].partition("</textarea>")[0].strip()


@pytest.mark.parametrize("surface", ["web", "api"])
def test_a_facilitator_writes_them_and_empty_ones_go(space, surface):
    community = space.community
    client = as_user(join(community, role=Role.FACILITATOR))
    texts = {"question": "## Where it happens", "discussion": ""}
    if surface == "web":
        at = f"{community.address}manage/spaces/{space.pk}/templates/"
        assert QUESTION.partition("\n")[0] in text(client.get(at))
        assert client.post(at, texts).status_code == 302
    else:
        at = f"/api/v1/communities/{community.slug}/spaces/{space.pk}/templates/"
        assert client.get(at).json()["question"] == QUESTION
        assert client.put(at, texts, content_type="application/json").status_code == 200

    assert Template.objects.of_space(space) == texts | {"announcement": ""}
    assert Template.objects.count() == 1


@pytest.mark.parametrize("role", [Role.MEMBER, Role.MODERATOR])
def test_others_do_not(space, role):
    client = as_user(join(space.community, role=role))
    web = f"{space.community.address}manage/spaces/{space.pk}/templates/"
    api = f"/api/v1/communities/{space.community.slug}/spaces/{space.pk}/templates/"

    assert client.post(web, {"question": "Mine"}).status_code == 403
    assert client.put(api, {"question": "Mine"}, content_type="application/json").status_code == 403
    assert Template.objects.of_space(space)["question"] == QUESTION


def test_a_space_of_another_community_is_not_there(space):
    client = as_user(join(CommunityFactory(slug="mine"), role=Role.OWNER))

    web = client.post(f"/c/mine/manage/spaces/{space.pk}/templates/", {"question": "Mine"})
    api = client.get(f"/api/v1/communities/mine/spaces/{space.pk}/templates/")

    assert (web.status_code, api.status_code) == (404, 404)


def test_a_topic_begins_with_that_of_its_space_and_kind(space):
    other = Space.objects.open(space.community, name="Other")
    Template.objects.write(other, {"question": "Elsewhere"})
    member = join(space.community)

    assert begun(member, space.community).replace("\r", "") == QUESTION
    assert begun(member, space.community, kind="discussion") == "What do you think of"
    assert begun(member, space.community, kind="story") == ""
    assert begun(member, space.community, space=other.slug) == "Elsewhere"


def test_a_draft_comes_before_it(space):
    member = join(space.community)
    Draft.objects.keep(new_topic_key(space.community), {"source": "I was here."}, by=member)

    assert begun(member, space.community) == "I was here."


def test_that_of_a_space_one_may_not_see_is_not_told():
    community = CommunityFactory()
    insider, member = join(community), join(community)
    hide = Space.objects.open(community, name="Hide", visibility="group", named=[insider])
    Template.objects.write(hide, {"question": "Where does the heron nest?"})
    api = f"/api/v1/communities/{community.slug}/spaces/{hide.pk}/templates/"
    web = f"{community.address}write/template/?kind=question&space=hide"

    assert "heron" in text(as_user(insider).get(web))
    assert "heron" in text(as_user(insider).get(api))
    assert text(as_user(member).get(web)) == ""
    assert as_user(member).get(api).status_code == 404


@pytest.mark.parametrize("surface", ["web", "api"])
@pytest.mark.parametrize(
    ("written", "status"),
    [
        (QUESTION, 422),
        (QUESTION.replace("\n", "\r\n") + "\n\n ", 422),
        ("What do you think of", 422),
        (QUESTION + "\n\nA baseline.", 0),
    ],
)
def test_it_is_not_posted_unfilled(space, surface, written, status):
    client = as_user(join(space.community))
    asked = {"kind": "question", "space": space.slug, "title": "What do I need, and what now?"}
    if surface == "web":
        response = client.post(f"{space.community.address}t/new/", asked | {"source": written})
        assert response.status_code == (status or 302)
        assert ("This is the template as it was." in text(response)) is bool(status)
    else:
        at = f"/api/v1/communities/{space.community.slug}/topics/"
        sent = asked | {"markdown": written}
        response = client.post(at, sent, content_type="application/json")
        assert response.status_code == (status or 201)
        if status:
            assert response.json()["errors"][0]["code"] == "unfilled"

    assert Topic.objects.exists() is not bool(status)


@pytest.mark.django_db(transaction=True)
def test_another_kind_exchanges_it_until_something_is_typed(page: Page, live_server, space):
    be(page, join(space.community), live_server.url)
    page.goto(f"{space.community.address}t/new/")
    written = page.locator("#id_source")
    expect(written).to_have_value(QUESTION)

    page.get_by_role("radio", name="Discussion").check()
    expect(written).to_have_value("What do you think of")
    page.get_by_role("radio", name="Question").check()
    expect(written).to_have_value(QUESTION)
    written.fill(QUESTION + "\n\nA baseline.")
    with page.expect_request("**/write/similar/**"):
        page.get_by_role("radio", name="Discussion").check()
        page.get_by_label("Title").fill("What do I need, and what now?")
    expect(written).to_have_value(QUESTION + "\n\nA baseline.")
