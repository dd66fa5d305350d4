"""Badges of a community: defined, published, edited, no longer given, and found."""

import json
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from communities.models import Role, Space
from communities.models.community import Visibility
from core.errors import StaleVersion
from learning.badges import earning, medal
from learning.badges.errors import WrongState
from learning.badges.models import Badge, BadgeState
from search.models import Document
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.core.uploads.factories import keep_picture, picture
from tests.learning.badges.factories import define_badge, give, publish_badge, words
from tests.learning.factories import propose_course, publish_course
from tests.learning.test_workshops import as_user, text

pytestmark = pytest.mark.django_db

CANARY = "sandpiper-7741"
TYPED = {
    "title": "Workshop host",
    "description": "Gave workshops.",
    "criteria": "Give *three* workshops.",
    "rule": "workshops_taught",
    "times": "3",
    "months": "",
    "shape": "arch",
    "dye": "weld",
    "skill": "",
    "skill_address": "",
    "framework": "",
    "nonce": "b1",
}


@pytest.fixture
def community():
    return CommunityFactory()


@pytest.fixture
def facilitator(community):
    return join(community, role=Role.FACILITATOR)


def test_a_facilitator_defines_one_once_and_publishes_it(community, facilitator):
    client = as_user(facilitator)
    for _ in range(2):
        page = client.post(f"{community.address}learning/badges/new/", TYPED)
    badge = Badge.objects.get()
    assert page["Location"] == badge.get_absolute_url()
    assert (badge.rule, badge.times, badge.months, badge.shape) == (
        "workshops_taught",
        3,
        None,
        "arch",
    )
    assert "<em>three</em>" in badge.criteria_html
    assert Client().get(badge.address).status_code == 404
    client.post(f"{badge.address}publication/")
    badge.refresh_from_db()
    assert badge.state == BadgeState.PUBLISHED
    shown = text(Client().get(badge.get_absolute_url()))
    assert "Gave 3 workshops" in shown
    assert client.post(f"{badge.address}publication/").status_code == 403


@pytest.mark.parametrize(
    ("changed", "said_of_it"),
    [
        ({"times": ""}, "Say from how many on."),
        ({"times": "0"}, "greater than or equal to 1"),
        ({"rule": "charm"}, "charm"),
        ({"title": "x"}, "at least 3"),
        ({"skill": "teach"}, "has a name and an address"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_lost(community, facilitator, changed, said_of_it):
    page = as_user(facilitator).post(f"{community.address}learning/badges/new/", TYPED | changed)
    assert page.status_code == 422
    assert said_of_it in text(page)
    assert "Give *three* workshops." in text(page)
    assert not Badge.objects.exists()


def test_a_rule_names_a_course_that_whoever_chooses_it_may_read(community, facilitator):
    new = f"{community.address}learning/badges/new/"
    client = as_user(facilitator)
    assert "A particular course" not in text(client.get(new))  # there is none to choose
    course = publish_course(community=community, title=f"All of a {CANARY}")
    other, draft = publish_course(), propose_course(community=community)
    sent = TYPED | {"rule": "course_finished", "times": ""}
    for wrong in ("", other.pk, draft.pk):
        page = client.post(new, sent | {"course": wrong})
        assert page.status_code == 422
        assert "Give *three* workshops." in text(page)
    assert client.post(new, sent | {"course": course.pk}).status_code == 302
    badge = Badge.objects.get()
    assert (badge.course, badge.times) == (course, 1)
    badge.release(by=facilitator)
    said = f"Finished the course “All of a {CANARY}”"
    assert said in text(Client().get(badge.get_absolute_url()))
    # Of a course that is closed its name is told to nobody else: nor in what is given for it.
    Space.objects.filter(pk=course.space_id).update(visibility="group")
    assert CANARY not in text(Client().get(badge.get_absolute_url()))
    assert earning.in_words(badge) == "Finished a course of this community"
    edit = text(client.get(f"{badge.address}edit/"))
    assert f'value="{course.pk}" selected' in edit
    assert "A course that you cannot read" in edit
    api = f"/api/v1/communities/{community.slug}/badges/"
    for said_of_it in (
        {"rule": "course_finished"},
        {"rule": "course_finished", "course": other.pk},
        {"rule": "accepted_answers", "times": 1, "course": course.pk},
    ):
        got = client.post(api, json.dumps(words(**said_of_it)), "application/json")
        assert got.status_code == 422
    Space.objects.filter(pk=course.space_id).update(visibility="community")
    again = publish_course(community=community)
    got = client.post(
        api, json.dumps(words(rule="course_finished", course=again.pk)), "application/json"
    )
    assert (got.status_code, got.json()["course"], got.json()["times"]) == (201, again.pk, 1)


def test_a_rule_that_is_not_chosen_needs_no_number(community, facilitator):
    page = as_user(facilitator).post(
        f"{community.address}learning/badges/new/", TYPED | {"rule": "", "times": "3"}
    )
    assert page.status_code == 302
    assert Badge.objects.get().times is None


@pytest.mark.parametrize("who", ["member", "moderator", "stranger"])
def test_others_define_and_change_nothing(community, facilitator, who):
    badge = publish_badge(community=community, by=facilitator)
    roles = {"member": Role.MEMBER, "moderator": Role.MODERATOR}
    client = as_user(join(community, role=roles[who]) if who in roles else UserFactory())
    token = {"HTTP_ACCEPT": "application/json"}
    for address in (f"{community.address}learning/badges/new/", f"{badge.address}edit/"):
        assert client.get(address).status_code == 403
    assert client.post(f"{badge.address}retirement/").status_code == 403
    api = f"/api/v1/communities/{community.slug}/badges/"
    sent = client.post(api, json.dumps(words()), "application/json", **token)
    assert sent.status_code == 403
    assert Badge.objects.count() == 1
    assert not Badge.objects.get().is_retired


def test_drafts_are_seen_by_facilitators_alone(community, facilitator):
    badge = define_badge(community=community, by=facilitator, title=CANARY)
    page = f"{community.address}learning/badges/"
    for client in (Client(), as_user(join(community)), as_user(UserFactory())):
        assert CANARY not in text(client.get(f"{page}?state=draft"))
        assert client.get(badge.address).status_code == 404
        assert client.get(f"{badge.address}picture.png").status_code == 404
        assert client.get(f"/api/v1/badges/{badge.pk}/").status_code == 404
        listed = client.get(f"/api/v1/communities/{community.slug}/badges/?state=draft")
        assert listed.json()["items"] == []
    assert CANARY in text(as_user(facilitator).get(f"{page}?state=draft"))


@pytest.mark.parametrize("visibility", [Visibility.PRIVATE, Visibility.SECRET])
def test_what_a_closed_community_gives_is_read_by_members(visibility, relay):
    community = CommunityFactory(visibility=visibility)
    badge = publish_badge(community=community, title=CANARY)
    member = as_user(join(community))
    for client in (Client(), as_user(UserFactory())):
        assert client.get(badge.get_absolute_url()).status_code == 404
        assert client.get(f"/api/v1/badges/{badge.pk}/").status_code == 404
    assert CANARY in text(member.get(badge.get_absolute_url()))
    relay()
    [document] = Document.objects.filter(kind="badge")
    assert document.audience == [community.scope]


def test_edited_from_an_old_version_nothing_is_overwritten(community, facilitator):
    badge = publish_badge(community=community, by=facilitator)
    badge.edit(by=facilitator, version=1, **words(description="Gave a hundred."))
    with pytest.raises(StaleVersion):
        badge.edit(by=facilitator, version=1, **words())
    page = as_user(facilitator).post(f"{badge.address}edit/", TYPED | {"version": "1"})
    assert page.status_code == 409
    assert "Gave a hundred." in text(page)
    assert "Gave workshops." in text(page)


def test_given_no_more_it_is_left_where_it_was_and_not_found(community, facilitator, relay):
    badge = publish_badge(community=community, by=facilitator)
    relay()
    assert Document.objects.filter(kind="badge").exists()
    as_user(facilitator).post(f"{badge.address}retirement/")
    badge.refresh_from_db()
    assert badge.is_retired
    assert Client().get(badge.get_absolute_url()).status_code == 200
    relay()
    assert not Document.objects.filter(kind="badge").exists()
    with pytest.raises(WrongState):
        badge.retire(by=facilitator)
    assert as_user(facilitator).get(f"{badge.address}edit/").status_code == 403


def test_the_api_does_what_the_pages_do(community, facilitator):
    client = as_user(facilitator)
    api = f"/api/v1/communities/{community.slug}/badges/"

    def send(method, address, **said):
        return getattr(client, method)(address, json.dumps(said), "application/json")

    made = send("post", api, **words(rule="accepted_answers", times=5))
    assert made.status_code == 201
    at = f"/api/v1/badges/{made.json()['id']}/"
    assert client.post(f"{at}publication/").json()["state"] == "published"
    changed = send("put", at, version=1, **words(rule="", description="Said anew."))
    assert changed.json()["description"] == "Said anew."
    assert send("put", at, version=1, **words()).status_code == 409
    assert [one["title"] for one in client.get(api).json()["items"]] == ["Workshop host"]
    assert client.post(f"{at}retirement/").json()["state"] == "retired"
    assert send("post", api, **words(rule="charm", times=1)).status_code == 422
    assert send("post", api, **words(rule="accepted_answers")).status_code == 422


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_the_same_however_long(django_assert_num_queries, community, facilitator, rows):
    for number in range(rows):
        publish_badge(community=community, by=facilitator, title=f"Badge {number}")
    client = Client()
    client.get("/")
    with django_assert_num_queries(2):
        shown = text(client.get(f"{community.address}learning/badges/"))
    assert shown.count('class="badge-row"') == rows


@pytest.mark.parametrize("shape", medal.Shape.values)
def test_a_medal_is_drawn_in_each_shape(community, shape):
    badge = publish_badge(community=community, shape=shape)
    response = Client().get(f"{badge.address}picture.png")
    picture = Image.open(BytesIO(response.content))
    assert (picture.format, picture.size) == ("PNG", (600, 600))
    assert picture.getpixel((2, 2))[3] == 0
    assert picture.getpixel((300, 200))[3] == 255
    assert medal.svg_of(shape, "madder", community.mark).startswith(b"<svg")


# A picture of its own


def test_a_picture_takes_the_place_of_the_medal(community, facilitator):
    badge = publish_badge(community=community, by=facilitator)
    client = as_user(facilitator)
    drawing = f"{badge.address}drawing/"
    sent = SimpleUploadedFile("tall.jpg", picture("JPEG", (40, 80)))
    assert client.post(drawing, {"file": sent}).status_code == 302
    badge.refresh_from_db()
    assert f'src="{badge.picture_address}"' in text(Client().get(badge.get_absolute_url()))
    shown = Image.open(BytesIO(Client().get(badge.picture_address).content))
    assert (shown.format, shown.size) == ("PNG", (600, 600))
    assert shown.getpixel((0, 0))[3] == 0
    assert shown.getpixel((300, 300))[1] > 100
    award = give(badge)
    for ending in ("png", "svg"):
        carried = Client().get(f"{award.address}badge.{ending}").content
        file = SimpleUploadedFile(f"badge.{ending}", carried)
        assert "It holds: all checks" in text(Client().post("/verify/", {"file": file}))
    client.post(drawing, {"_method": "delete"})
    badge.refresh_from_db()
    assert (badge.picture, badge.pictured_at) == (None, None)


def test_what_is_no_picture_and_who_does_not_define_badges_change_nothing(community, facilitator):
    badge = publish_badge(community=community, by=facilitator)
    drawing = f"{badge.address}drawing/"
    text_file = SimpleUploadedFile("notes.txt", b"not a picture")
    assert as_user(facilitator).post(drawing, {"file": text_file}).status_code == 422
    file = SimpleUploadedFile("kiln.png", picture())
    assert as_user(join(community)).post(drawing, {"file": file}).status_code == 403
    badge.refresh_from_db()
    assert badge.picture is None


def test_the_api_shows_a_picture_that_one_may_fetch(community, facilitator):
    badge = publish_badge(community=community, by=facilitator)
    own, theirs = keep_picture(facilitator), keep_picture(join(community))
    client, at = as_user(facilitator), f"/api/v1/badges/{badge.pk}/picture/"

    def put(upload):
        return client.put(at, json.dumps({"upload": upload.key}), "application/json")

    assert put(theirs).status_code == 404
    assert "picture.png?" in put(own).json()["picture"]
    assert client.delete(at).status_code == 204
    badge.refresh_from_db()
    assert badge.picture is None
