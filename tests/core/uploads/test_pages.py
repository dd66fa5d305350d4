import pytest
from django.test import Client

from core.models import Upload
from tests.accounts.factories import UserFactory
from tests.communities.factories import join
from tests.core.uploads.factories import keep_document, keep_picture, picture, sent, status_of
from tests.discussions.factories import add_post, start_topic

pytestmark = pytest.mark.django_db

PAGE = "/uploads/"
SCRIPT = {"Accept": "application/json"}


def as_(user, **options) -> Client:
    client = Client(**options)
    client.force_login(user)
    return client


def test_the_editor_is_told_what_to_write():
    client = as_(UserFactory())

    response = client.post(PAGE, {"file": sent(picture(), "Kiln opened.png")}, headers=SCRIPT)

    upload = Upload.objects.get()
    assert response.status_code == 201
    assert response.json() == {
        "markdown": f"![Kiln opened]({upload.address})",
        "is_picture": True,
        "address": upload.address,
    }


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (None, 422, "no_file"),
        (b"<svg/>", 415, "kind_not_taken"),
        (b"x" * (2**20 + 1), 413, "too_large"),
        (picture()[:60], 422, "unreadable"),
    ],
)
def test_what_is_refused_is_refused_in_words_to_script_and_to_people(settings, data, status, code):
    settings.UPLOAD_MAX_MB = 1
    client = as_(UserFactory())

    def form():
        return {"file": sent(data, "a.txt")} if data is not None else {}

    told = client.post(PAGE, form(), headers=SCRIPT)
    page = client.post(PAGE, form())

    assert (told.status_code, told.json()["code"]) == (status, code)
    assert page.status_code == status
    assert told.json()["detail"] in page.content.decode()
    assert 'aria-describedby="file-h file-e"' in page.content.decode()


def test_a_limit_that_is_used_up_says_when_to_try_again(settings):
    settings.UPLOAD_DAILY_MB = 1
    client = as_(UserFactory())
    client.post(PAGE, {"file": sent(b"x" * 900_000, "a.txt")}, headers=SCRIPT)

    response = client.post(PAGE, {"file": sent(b"x" * 900_000, "a.txt")}, headers=SCRIPT)

    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) > 3600
    assert "Try again in" in response.json()["detail"]


def test_a_script_whose_session_ended_is_told_so_and_a_person_signs_in():
    told = Client().post(PAGE, {"file": sent(picture())}, headers=SCRIPT)
    page = Client().post(PAGE, {"file": sent(picture())})

    assert (told.status_code, told.json()["code"]) == (401, "not_authenticated")
    assert (page.status_code, page.url) == (302, "/signin/?next=/uploads/")
    assert not Upload.objects.exists()


def test_another_site_cannot_send_files_in_somebody_s_name():
    client = as_(UserFactory(), enforce_csrf_checks=True)

    assert client.post(PAGE, {"file": sent(picture())}).status_code == 403


def test_without_script_one_sends_a_file_and_copies_its_markdown():
    client = as_(UserFactory())

    page = client.post(PAGE, {"file": sent(picture(), "kiln.png")}, follow=True)

    shown = page.content.decode()
    assert "File added. Copy its Markdown into your text." in shown
    assert f'value="{Upload.objects.get().markdown}"' in shown


def test_one_s_own_files_are_listed_and_nobody_else_s():
    topic = start_topic()
    used, unused = keep_picture(topic.author), keep_document(topic.author)
    other = keep_picture(name="heron.png")
    add_post(topic, by=topic.author, source=used.markdown)

    page = as_(topic.author).get(PAGE).content.decode()

    assert page.index(unused.address) < page.index(used.address)
    assert "in 1 post<" in page
    assert "not used yet" in page
    assert other.key not in page
    assert "heron" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_long(django_assert_num_queries, rows):
    user = UserFactory()
    for _ in range(rows):
        keep_picture(user)
    client = as_(user)

    with django_assert_num_queries(5):
        response = client.get(PAGE)

    assert response.content.decode().count('class="file"') == rows


def test_a_long_list_goes_on_on_a_next_page():
    user = UserFactory()
    first = keep_picture(user)
    for _ in range(20):
        keep_document(user)
    client = as_(user)

    page = client.get(PAGE).content.decode()
    following = page.partition('href="?after=')[2].partition('"')[0]

    assert first.key not in page
    assert first.key in client.get(f"{PAGE}?after={following}").content.decode()


def test_one_deletes_one_s_own_file_after_being_asked(django_capture_on_commit_callbacks):
    topic = start_topic()
    upload = keep_picture(topic.author)
    add_post(topic, by=topic.author, source=upload.markdown)
    client, page = as_(topic.author), f"{PAGE}{upload.key}/"

    asked = client.get(page).content.decode()
    assert "is in 1 post. Its words stay there" in asked
    assert Upload.objects.kept().exists()
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(page, {"_method": "delete"})

    assert (done.status_code, done.url) == (302, PAGE)
    assert status_of(client, upload.address) == 404
    assert not Upload.objects.exists()


def test_whoever_sees_a_file_of_another_s_cannot_delete_it():
    topic = start_topic()
    shown, hidden = keep_picture(topic.author), keep_picture(topic.author)
    add_post(topic, by=topic.author, source=shown.markdown)
    member = as_(join(topic.community))

    for upload, status in ((shown, 403), (hidden, 404)):
        assert member.get(f"{PAGE}{upload.key}/").status_code == status
        assert member.post(f"{PAGE}{upload.key}/", {"_method": "delete"}).status_code == status
    assert Upload.objects.kept().count() == 2
