import pytest
from django.test import Client

from core.models import Upload
from core.uploads.kinds import KINDS
from integrations.models import AccessToken, Scope
from tests.accounts.factories import UserFactory
from tests.communities.factories import join
from tests.core.uploads.factories import keep_document, keep_picture, picture, sent
from tests.discussions.factories import add_post, start_topic
from tests.integrations.test_api import Program

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/uploads/"


def send(user, data=None, scopes=(Scope.READ, Scope.WRITE), **fields):
    _token, text = AccessToken.objects.issue(user, "a test", list(scopes))
    form = fields | ({"file": data} if data else {})
    return Client().post(ADDRESS, form, headers={"authorization": f"Bearer {text}"})


def test_a_program_sends_a_file_uses_it_and_fetches_it():
    topic = start_topic()

    made = send(topic.author, sent(picture(), "kiln.png"))
    post = {"markdown": made.json()["markdown"]}
    Program(topic.author)("POST", f"topics/{topic.pk}/posts/", post)

    upload = Upload.objects.get()
    assert made.status_code == 201
    assert made.json() == {
        "id": upload.key,
        "name": "kiln.png",
        "kind": "png",
        "size": upload.size,
        "sha256": upload.sha256,
        "width": 40,
        "height": 30,
        "created_at": made.json()["created_at"],
        "markdown": upload.markdown,
        "url": upload.address,
    }
    visitor = Program()
    assert visitor("GET", f"uploads/{upload.key}/").json()["name"] == "kiln.png"
    content = visitor("GET", f"uploads/{upload.key}/content/")
    assert len(content.getvalue()) == upload.size
    assert content.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"<svg/>", 415, "kind_not_taken"),
        (b"x" * (2**20 + 1), 413, "too_large"),
        (b"", 422, "no_file"),
        (None, 422, "invalid"),
    ],
)
def test_refusals_are_problems(settings, data, status, code):
    settings.UPLOAD_MAX_MB = 1

    response = send(UserFactory(), None if data is None else sent(data, "a.txt"))

    assert (response.status_code, response.json()["code"]) == (status, code)
    assert response.headers["Content-Type"] == "application/problem+json"


def test_unknown_fields_other_bodies_and_reading_tokens_are_refused():
    user = UserFactory()

    assert send(user, sent(picture()), colour="red").status_code == 422
    assert Program(user)("POST", "uploads/", {"file": "x"}).status_code == 415
    assert send(user, sent(picture()), scopes=[Scope.READ]).status_code == 403
    assert Client().post(ADDRESS, {"file": sent(picture())}).status_code == 401
    assert not Upload.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_one_s_own_files_come_in_pages(django_assert_num_queries, rows):
    user = UserFactory()
    mine = [keep_document(user) for _ in range(rows)]
    keep_document()
    program = Program(user)
    program("GET", "me/")  # the token notes its first use

    with django_assert_num_queries(2):
        response = program("GET", "uploads/")

    assert [item["id"] for item in response.json()["items"]] == [u.key for u in mine[::-1]]
    page = program("GET", "uploads/?limit=1").json()
    assert (page["items"][0]["id"], page["next"] is None) == (mine[-1].key, rows == 1)
    assert Program()("GET", "uploads/").status_code == 401


def test_only_its_owner_deletes_a_file():
    topic = start_topic()
    shown, hidden = keep_picture(topic.author), keep_picture(topic.author)
    add_post(topic, by=topic.author, source=shown.markdown)
    member, owner = Program(join(topic.community)), Program(topic.author)

    assert member("DELETE", f"uploads/{shown.key}/").status_code == 403
    assert member("DELETE", f"uploads/{hidden.key}/").status_code == 404
    assert member("GET", f"uploads/{hidden.key}/").status_code == 404
    assert owner("DELETE", f"uploads/{shown.key}/").status_code == 204
    assert owner("GET", f"uploads/{shown.key}/").status_code == 404


def test_the_description_says_how_a_file_is_sent_and_how_it_can_fail():
    paths = Client().get("/api/schema/", headers={"accept": "application/json"}).json()["paths"]

    post = paths["/api/v1/uploads/"]["post"]
    assert list(post["requestBody"]["content"]) == ["multipart/form-data"]
    assert {"201", "413", "415", "422", "429", "503"} <= set(post["responses"])
    content = paths["/api/v1/uploads/{upload}/content/"]["get"]["responses"]["200"]["content"]
    assert set(content) == {kind.content_type for kind in KINDS.values()}
    assert content["application/pdf"]["schema"] == {"type": "string", "format": "binary"}
