import json

import pytest
from django.test import Client

from communities.models import Community
from core.api.views import CHANGES
from discussions.models import Acceptance, Closure, Topic, Vote
from integrations.models import AccessToken, Scope
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space, start_topic

pytestmark = pytest.mark.django_db

API = "/api/v1/"


class Program:
    """A client that acts with an access token, as programs do."""

    def __init__(self, user=None, scopes=(Scope.READ, Scope.WRITE)):
        self.headers = {}
        if user:
            _token, text = AccessToken.objects.issue(user, "a test", list(scopes))
            self.headers = {"authorization": f"Bearer {text}"}

    def __call__(self, method, path, data=None):
        return Client().generic(
            method,
            API + path,
            data if isinstance(data, str) else _json(data),
            content_type="application/json",
            headers=self.headers,
        )


def _json(data) -> str:
    return json.dumps(data) if data is not None else ""


def test_a_question_is_asked_answered_voted_on_and_accepted():
    community = CommunityFactory()
    asker, expert = (Program(join(community)) for _ in range(2))
    question = {
        "title": "How long is recall good for?",
        "markdown": "A *year*?",
        "tags": ["recall"],
    }

    asked = asker("POST", f"communities/{community.slug}/topics/", question)
    topic = Topic.objects.get()
    answered = expert("POST", f"topics/{topic.pk}/posts/", {"markdown": "For food, yes."})
    expert("POST", f"topics/{topic.pk}/posts/", {"markdown": "Mind the season.", "reply_to": 2})
    asker("PUT", f"topics/{topic.pk}/posts/2/vote/")
    accepted = asker("PUT", f"topics/{topic.pk}/posts/2/acceptance/")

    assert (asked.status_code, answered.status_code, accepted.status_code) == (201, 201, 200)
    read = Program()("GET", f"topics/{topic.pk}/").json()
    assert [(p["number"], p["reply_to"], p["useful_count"]) for p in read["posts"]] == [
        (1, None, 0),
        (2, None, 1),
        (3, 2, 0),
    ]
    assert (read["accepted"], read["is_solved"], read["tags"]) == (2, True, ["recall"])
    assert read["posts"][0]["html"].strip() == "<p>A <em>year</em>?</p>"

    asker("DELETE", f"topics/{topic.pk}/posts/2/acceptance/")
    asker("DELETE", f"topics/{topic.pk}/posts/2/vote/")
    assert not Acceptance.objects.exists()
    assert not Vote.objects.exists()


def test_lists_come_in_pages_with_a_link_to_the_next():
    topic = start_topic()
    for _ in range(2):
        start_topic(space=topic.space)
    path = f"communities/{topic.community.slug}/topics/"

    first = Program()("GET", path + "?limit=2&sort=newest")
    rest = Program()("GET", f"{path}?limit=2&sort=newest&after={first.json()['next']}")

    assert len(first.json()["items"]) == 2
    assert 'rel="next"' in first.headers["Link"]
    assert [item["id"] for item in rest.json()["items"]] == [topic.pk]
    assert rest.json()["next"] is None


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("communities/nowhere/", 404, "not_found"),
        ("communities/here/topics/?after=x", 400, "bad_cursor"),
        ("communities/here/topics/?colour=red", 400, "bad_query"),
        ("communities/here/topics/?limit=1000", 400, "bad_query"),
        ("communities/here/?colour=red", 400, "bad_query"),
        ("no/such/thing", 404, "not_found"),
        ("topics/99999999999999999999999/", 404, "not_found"),
        ("follows/topic:1%00/", 404, "not_found"),
        ("search/?kind=secret", 400, "bad_query"),
        ("me/", 401, "not_authenticated"),
    ],
)
def test_errors_are_problems(path, status, code):
    CommunityFactory(slug="here")

    response = Program()("GET", path)

    assert (response.status_code, response.json()["code"]) == (status, code)
    assert response.headers["Content-Type"] == "application/problem+json"


def test_invalid_input_names_its_fields():
    community = CommunityFactory()
    sent = {"title": "Short", "markdown": "", "colour": "red"}

    response = Program(join(community))("POST", f"communities/{community.slug}/topics/", sent)

    assert response.status_code == 422
    assert [e["field"] for e in response.json()["errors"]] == ["colour"]
    del sent["colour"]
    response = Program(join(community))("POST", f"communities/{community.slug}/topics/", sent)
    assert {e["field"] for e in response.json()["errors"]} == {"title", "markdown"}


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        ("{", 400, "parse_error"),
        ("[" * 100_000, 400, "parse_error"),
        ('{"name": "\\ud800"}', 400, "parse_error"),
        ('{"\\udfff": 1}', 400, "parse_error"),
        ('{"name": NaN}', 400, "parse_error"),
        ('{"name": ' + "9" * 5000 + "}", 400, "parse_error"),
        ('{"name": "' + "a" * 3_000_000 + '"}', 413, "too_large"),
        ("[]", 422, "invalid"),
        ('{"name": 5}', 422, "invalid"),
        ('{"name": "a\\u0000"}', 422, "invalid"),
        ('{"timezone": true}', 422, "invalid"),
        ("", 200, None),
    ],
)
def test_what_cannot_be_read_is_a_problem(sent, status, code):
    response = Program(UserFactory())("PATCH", "me/", sent)

    assert (response.status_code, response.json().get("code")) == (status, code)


def test_other_kinds_of_body_and_answer_are_refused():
    form = Client().post(
        API + "preview/", {"markdown": "x"}, headers=Program(UserFactory()).headers
    )
    csv = Client().get(API + "communities/", headers={"accept": "text/csv"})

    assert (form.status_code, form.json()["code"]) == (415, "unsupported_media_type")
    assert (csv.status_code, csv.json()["code"]) == (406, "not_acceptable")


@pytest.mark.parametrize("method", ["DELETE", "OPTIONS", "TRACE", "PUT"])
def test_a_method_that_is_not_there_names_those_that_are(method):
    response = Program()(method, "communities/")

    assert (response.status_code, response.json()["code"]) == (405, "method_not_allowed")
    assert response.headers["Allow"] == "GET, POST, HEAD"


def test_a_text_sent_twice_with_one_key_is_posted_once():
    topic = start_topic()
    program = Program(join(topic.community))
    program.headers["idempotency-key"] = "7d3c"
    path = f"topics/{topic.pk}/posts/"

    first = program("POST", path, {"markdown": "Once."})
    again = program("POST", path, {"markdown": "Once."})
    other = program("POST", path, {"markdown": "Not the same."})
    elsewhere = program(
        "POST", f"topics/{start_topic(space=topic.space).pk}/posts/", {"markdown": "x"}
    )
    program.headers["idempotency-key"] = "clé"
    refused = program("POST", path, {"markdown": "x"})

    assert first.json()["number"] == again.json()["number"]
    assert topic.posts.count() == 2
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert other.headers["Content-Type"] == "application/problem+json"
    assert elsewhere.json()["markdown"] == "x"
    assert refused.status_code == 400


def test_a_program_in_a_loop_is_told_how_long_to_wait():
    user = UserFactory()
    CHANGES.spend(f"user:{user.pk}", cost=CHANGES.allowed)

    response = Program(user)("PATCH", "me/", {})

    assert Program(user)("GET", "me/").status_code == 200
    assert (response.status_code, response.json()["code"]) == (429, "too_many")
    assert 0 < int(response.headers["Retry-After"]) <= 600


def test_rules_and_invariants_answer_as_on_the_web():
    topic = start_topic()
    add_post(topic)
    stranger, author = Program(UserFactory()), Program(topic.author)
    path = f"topics/{topic.pk}/"

    assert stranger("PUT", path + "posts/2/vote/").status_code == 403
    assert Program()("PUT", path + "posts/2/vote/").status_code == 401
    assert author("PUT", path + "posts/1/vote/").json()["code"] == "own_post"
    edit = {"title": "A better title", "markdown": "x", "tags": [], "version": 1}
    assert author("PUT", path, edit).json()["version"] == 2
    stale = author("PUT", path, edit)
    assert (stale.status_code, stale.json()["code"]) == (409, "stale_version")
    Closure.objects.close(topic, by=topic.author, reason="done")
    refused = author("POST", path + "posts/", {"markdown": "x"})
    assert (refused.status_code, refused.json()["detail"]) == (403, "This topic is closed.")


def test_what_is_private_is_not_there():
    topic = start_topic()
    Community.objects.update(visibility="secret")

    for who in (Program(), Program(UserFactory())):
        assert who("GET", f"topics/{topic.pk}/").status_code == 404
        assert who("GET", f"communities/{topic.community.slug}/").status_code == 404
        assert who("GET", "communities/").json()["items"] == []
    assert Program(topic.author)("GET", f"topics/{topic.pk}/").status_code == 200


def test_a_deleted_post_keeps_its_place_and_loses_its_words():
    topic = start_topic()
    answer = add_post(topic, source="Something to regret.")
    add_post(topic, parent=answer)
    Program(answer.author)("DELETE", f"topics/{topic.pk}/posts/2/")

    response = Program()("GET", f"topics/{topic.pk}/")

    assert response.json()["posts"][1]["is_deleted"] is True
    assert b"regret" not in response.content


def test_a_token_does_what_its_scopes_allow():
    community = CommunityFactory()
    reader = Program(join(community), [Scope.READ])

    assert reader("GET", "me/").status_code == 200
    assert reader("POST", f"communities/{community.slug}/topics/", {}).status_code == 403


@pytest.mark.parametrize("spoil", ["wrong", "revoked", "expired", "asleep"])
def test_a_token_that_is_not_valid_opens_nothing(spoil):
    user = UserFactory()
    token, text = AccessToken.objects.issue(user, "a test", [Scope.READ], days=1)
    if spoil == "wrong":
        text = text[:-1] + ("a" if text[-1] != "a" else "b")
    if spoil == "revoked":
        token.revoke()
    if spoil == "expired":
        AccessToken.objects.update(expires_at="2020-01-01T00:00Z")
    if spoil == "asleep":
        type(user).objects.update(is_active=False)

    response = Client().get(API + "me/", headers={"authorization": f"Bearer {text}"})

    assert (response.status_code, response.json()["code"]) == (401, "authentication_failed")


def test_only_the_hash_of_a_token_is_stored():
    token, text = AccessToken.objects.issue(UserFactory(), "a test", [Scope.READ])

    assert text not in str(AccessToken.objects.values().get())
    assert AccessToken.objects.with_token(text) == token


def test_the_browser_needs_its_csrf_token():
    community = CommunityFactory()
    client = Client(enforce_csrf_checks=True)
    client.force_login(join(community))

    response = client.post(f"{API}communities/{community.slug}/topics/", {}, "application/json")

    assert (response.status_code, response.json()["code"]) == (403, "permission_denied")


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("topics", 3), ("members", 3), ("tags", 3)])
def test_lists_cost_the_same_however_long(django_assert_num_queries, rows, path, queries):
    community = CommunityFactory()
    member = join(community)
    for n in range(rows):
        start_topic(space=first_space(community), by=join(community), tags=[f"tag-{n}"])
    program = Program(member)
    program("GET", "me/")  # the token notes its first use

    with django_assert_num_queries(queries):
        response = program("GET", f"communities/{community.slug}/{path}/")

    assert len(response.json()["items"]) >= rows


@pytest.mark.parametrize("rows", [1, 3])
def test_a_topic_costs_the_same_however_many_posts(django_assert_num_queries, rows):
    topic = start_topic()
    for _ in range(rows):
        add_post(topic, parent=add_post(topic))

    with django_assert_num_queries(3):
        response = Program()("GET", f"topics/{topic.pk}/")

    assert len(response.json()["posts"]) == 1 + 2 * rows


def test_one_changes_oneself():
    user = UserFactory()

    changed = Program(user)("PATCH", "me/", {"name": "Ann", "timezone": "Pacific/Auckland"})
    refused = Program(user)("PATCH", "me/", {"handle": "settings"})

    assert (changed.json()["name"], changed.json()["timezone"]) == ("Ann", "Pacific/Auckland")
    assert refused.status_code == 422


def test_facilitators_run_a_community():
    community = CommunityFactory(joining="request")
    owner, guest = Program(join(community, role="owner")), UserFactory()
    path = f"communities/{community.slug}/"

    asked = Program(guest)("POST", path + "requests/", {"note": "May I?"})
    decided = owner("PATCH", f"{path}requests/{asked.json()['id']}/", {"accepted": True})
    member = owner("GET", path + "members/?q=" + guest.handle).json()["items"][0]
    role = owner("PATCH", f"{path}members/{member['id']}/", {"role": "moderator"})
    space = owner("POST", path + "spaces/", {"name": "Board", "visibility": "members"})
    again = owner("POST", path + "spaces/", {"name": "Board"})
    invited = owner("POST", path + "invitations/", {"email": "x@example.org"})
    charter = owner("PATCH", path, {"tagline": "New", "version": 1})
    left = Program(guest)("DELETE", path + "membership/")

    assert (decided.json()["accepted"], role.json()["role"]) == (True, "moderator")
    assert (space.status_code, again.status_code, invited.status_code) == (201, 422, 201)
    assert (charter.json()["tagline"], charter.json()["version"]) == ("New", 2)
    assert left.status_code == 204
    assert Program(guest)("GET", path + "requests/").status_code == 403


def test_one_reads_ones_notices_and_marks_them_read(relay):
    topic = start_topic()
    answer = add_post(topic)
    relay()
    asker, other = Program(topic.author), Program(answer.author)

    notices = asker("GET", "notices/?state=unread").json()["items"]
    assert [notice["title"] for notice in notices] == [topic.title, topic.community.name]
    assert other("PUT", f"notices/{notices[0]['id']}/reading/").status_code == 404
    assert asker("PUT", f"notices/{notices[0]['id']}/reading/").status_code == 204
    assert len(asker("GET", "notices/?state=unread").json()["items"]) == 1
    assert asker("PUT", "notices/reading/", {"up_to": notices[0]["id"]}).status_code == 204
    assert asker("GET", "notices/?state=unread").json()["items"] == []


def test_one_chooses_what_to_follow():
    topic = start_topic()
    member, target = Program(join(topic.community)), f"follows/topic:{topic.pk}/"

    assert member("PUT", target, {"level": "muted"}).json()["level"] == "muted"
    assert [f["target"] for f in member("GET", "follows/").json()["items"]] == [f"topic:{topic.pk}"]
    assert member("DELETE", target).status_code == 204
    assert (
        Program(UserFactory())("PUT", "follows/topic:999999/", {"level": "muted"}).status_code
        == 404
    )
