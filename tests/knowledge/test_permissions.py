"""Who may do what with an article, through pages and through the API: the same for both."""

import pytest
from django.db import transaction
from django.test import Client

from communities.models import Membership, Role, Space
from core.models import Upload
from knowledge.models import Article, Doubt, State
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, SpaceFactory, join
from tests.core.uploads.factories import keep_picture, status_of
from tests.discussions.factories import first_space
from tests.integrations.test_api import Program
from tests.knowledge.factories import begin_article, publish_article

pytestmark = pytest.mark.django_db

PEOPLE = ("visitor", "outsider", "left", "member", "author", "owner", "moderator", "facilitator")


def world(state: str, visibility: str = "public"):
    """An article in this state, owned by somebody else than its author, and each kind of person."""
    community = CommunityFactory(visibility=visibility)
    space = first_space(community)
    people = {
        "visitor": None,
        "outsider": UserFactory(),
        "left": join(community),
        "member": join(community),
        "author": join(community),
        "owner": join(community),
        "moderator": join(community, role=Role.MODERATOR),
        "facilitator": join(community, role=Role.FACILITATOR),
    }
    Membership.objects.get(user=people["left"]).leave()
    article = begin_article(space=space, by=people["author"])
    if state == State.REVIEW:
        article.propose()
    if state in {State.PUBLISHED, State.RETIRED}:
        article.release(by=people["moderator"], owner=people["owner"])
    if state == State.RETIRED:
        article.retire(by=people["moderator"])
    return article, people


def page_status(user, method: str, address: str, data=None) -> int:
    client = Client()
    if user:
        client.force_login(user)
    return getattr(client, method.lower())(address, data or {}).status_code


SEES = {
    State.DRAFT: {"author"},
    State.REVIEW: {"member", "author", "owner", "moderator", "facilitator"},
    State.PUBLISHED: set(PEOPLE),
    State.RETIRED: set(PEOPLE),
}


@pytest.mark.parametrize("state", State.values)
def test_who_sees_an_article(state):
    article, people = world(state)
    listing = f"communities/{article.community.slug}/articles/?state="
    listing += {"draft": "drafts", "published": ""}.get(state, state)
    listing = listing.removesuffix("?state=")
    page, api, listed = set(), set(), set()

    for name, user in people.items():
        if page_status(user, "GET", article.get_absolute_url()) == 200:
            page.add(name)
        if Program(user)("GET", f"articles/{article.pk}/").status_code == 200:
            api.add(name)
        if Program(user)("GET", listing).json()["items"]:
            listed.add(name)

    assert page == api == listed == SEES[state]


@pytest.mark.parametrize("visibility", ["private", "secret"])
def test_a_closed_community_keeps_its_articles(visibility):
    _article, people = world(State.PUBLISHED, visibility)

    seen = {n for n, u in people.items() if Article.objects.visible_to(_somebody(u)).exists()}

    assert seen == set(PEOPLE) - {"visitor", "outsider", "left"}


def test_a_space_for_some_keeps_its_articles():
    community = CommunityFactory()
    named, member = join(community), join(community, role=Role.OWNER)
    space = Space.objects.open(community, name="Some", visibility="group", named=[named])
    article = publish_article(space=space, by=named)

    assert page_status(named, "GET", article.get_absolute_url()) == 200
    assert page_status(member, "GET", article.get_absolute_url()) == 404


def _somebody(user):
    from django.contrib.auth.models import AnonymousUser

    return user or AnonymousUser()


KEEPERS = {"owner", "moderator", "facilitator"}
EDIT = {
    "title": "Said anew, and better",
    "practice": "New.",
    "version": 1,
    "tags": "",
    "sources": "",
}
API_EDIT = {"title": "Said anew, and better", "practice": "New.", "version": 1}
# state, address, what the page is sent, API method, what the API is sent, who may
ACTS = [
    (State.DRAFT, "edit", EDIT, "PUT", API_EDIT, {"author"}),
    (State.REVIEW, "edit", EDIT, "PUT", API_EDIT, {"author", "moderator", "facilitator"}),
    (State.PUBLISHED, "edit", EDIT, "PUT", API_EDIT, KEEPERS),
    (State.RETIRED, "edit", EDIT, "PUT", API_EDIT, set()),
    (State.DRAFT, "proposal", {}, "PUT", None, {"author"}),
    (State.REVIEW, "return", {"note": "x"}, "PUT", {}, {"author", "moderator", "facilitator"}),
    (State.DRAFT, "publication", {}, "PUT", None, set()),
    (State.REVIEW, "publication", {}, "PUT", None, {"moderator", "facilitator"}),
    (State.PUBLISHED, "verification", {"months": 6}, "PUT", {"months": 6}, KEEPERS),
    (State.PUBLISHED, "retirement", {}, "PUT", {}, KEEPERS),
    (State.RETIRED, "retirement", {"_method": "delete"}, "DELETE", None, KEEPERS),
    (State.PUBLISHED, "owner", None, "PUT", None, KEEPERS),
    (
        State.PUBLISHED,
        "doubt",
        {},
        "PUT",
        {},
        {"member", "author", "owner", "moderator", "facilitator"},
    ),
    (State.DRAFT, "discard", {}, "DELETE", None, {"author"}),
    (State.REVIEW, "discard", {}, "DELETE", None, {"author", "moderator", "facilitator"}),
]


@pytest.mark.parametrize("row", ACTS, ids=[f"{row[1]} {row[0]}" for row in ACTS])
@pytest.mark.parametrize("way", ["page", "api"])
def test_who_may_act(row, way):
    state, act, form, method, body, may = row
    article, people = world(state)
    if act == "owner":
        form = body = {"owner": people["member"].handle}
    before = _shape(article)
    did = set()
    for name in PEOPLE:
        with transaction.atomic():  # nothing of what one does is left for the next
            if way == "page":
                page_status(people[name], "POST", f"{article.address}{act}/", form)
            else:
                part = "" if act in ("edit", "discard") else f"{act}/"
                Program(people[name])(method, f"articles/{article.pk}/{part}", body)
            if _shape(article) != before:
                did.add(name)
            transaction.set_rollback(True)

    assert did == may


def _shape(article):
    """All that any act changes."""
    now = Article.objects.filter(pk=article.pk).values(
        "state", "version", "owner", "verified_at", "title"
    )
    return list(now), Doubt.objects.filter(article=article.pk).count()


def test_only_a_member_begins():
    community = CommunityFactory()
    address, data = f"{community.address}knowledge/new/", {"title": "A long enough title"}
    path = f"communities/{community.slug}/articles/"
    member, outsider = join(community), UserFactory()

    assert page_status(outsider, "GET", address) == 403
    assert Program(outsider)("POST", path, data).status_code == 403
    assert Program()("POST", path, data).status_code == 401
    assert page_status(member, "GET", address) == 200
    assert Program(member)("POST", path, data).status_code == 201


def test_an_operator_sees_no_draft():
    article = begin_article()
    operator = UserFactory(is_staff=True, is_superuser=True)

    assert page_status(operator, "GET", article.get_absolute_url()) == 404
    assert page_status(operator, "GET", f"/operate/knowledge/article/{article.pk}/change/") == 302


@pytest.mark.parametrize("state", State.values)
def test_who_may_fetch_a_picture_is_who_may_read_the_article(state):
    article, people = world(State.DRAFT)
    picture = keep_picture(people["author"])
    parts = article.parts | {"practice": picture.markdown}
    said = {"title": article.title, "parts": parts, "tags": [], "sources": []}
    article.edit(by=people["author"], version=1, **said)
    if state != State.DRAFT:
        article.propose()
    if state in {State.PUBLISHED, State.RETIRED}:
        article.release(by=people["moderator"], owner=people["owner"])
    if state == State.RETIRED:
        article.retire(by=people["owner"])

    fetches = set()
    for name, user in people.items():
        client = Client()
        if user:
            client.force_login(user)
        if status_of(client, picture.address) == 200:
            fetches.add(name)

    assert fetches == SEES[state]
    assert "<img" in Article.objects.get(pk=article.pk).html["practice"]


def test_a_space_that_closes_takes_the_files_along():
    community = CommunityFactory()
    author, other = join(community), join(community)
    space = SpaceFactory(community=community)
    picture = keep_picture(author)
    publish_article(space=space, by=author, practice=picture.markdown)
    assert Upload.objects.visible_to(other).exists()

    space.name_people([author])
    space.edit(name=space.name, description="", visibility="group")

    assert not Upload.objects.visible_to(other).exists()
    assert Upload.objects.visible_to(author).exists()


def test_an_address_of_a_strangers_file_opens_nothing():
    picture = keep_picture()

    article = publish_article(practice=picture.markdown)

    assert "<img" not in article.html["practice"]
    assert not Upload.objects.visible_to(article.author).exists()


def test_what_was_tried_in_a_draft_stays_its_authors():
    article = begin_article(practice="What the heron does not want known.")
    parts = article.parts | {"practice": "What it says."}
    said = {"title": article.title, "parts": parts, "tags": [], "sources": []}
    article.edit(by=article.author, version=1, **said)
    moderator = join(article.community, role=Role.MODERATOR)
    article.release(by=moderator)
    author = Client()
    author.force_login(article.author)
    page, api = f"{article.address}history/", f"articles/{article.pk}/revisions/"

    assert "heron" in author.get(page).content.decode()
    assert len(Program(article.author)("GET", api).json()) == 1
    for other in (None, moderator):
        client = Client()
        if other:
            client.force_login(other)
        assert "heron" not in client.get(page).content.decode()
        assert Program(other)("GET", api).json() == []
    assert page_status(moderator, "POST", f"{article.address}versions/1/restoration/") == 404
