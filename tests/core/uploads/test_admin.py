import pytest
from django.test import Client

from core.models import Upload
from tests.accounts.factories import UserFactory
from tests.core.uploads.factories import keep_document, keep_picture
from tests.discussions.factories import add_post, start_topic

pytestmark = pytest.mark.django_db

LIST = "/operate/core/upload/"


@pytest.fixture
def operator() -> Client:
    client = Client()
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_long(operator, django_assert_num_queries, rows):
    for _ in range(rows):
        keep_picture(name="heron.png")

    with django_assert_num_queries(5):
        page = operator.get(LIST).content.decode()

    assert page.count('class="field-key"') == rows
    assert "heron" not in page  # operators see whose and how large, not what


def test_it_is_searched_and_narrowed(operator):
    topic = start_topic()
    used, unused = keep_picture(topic.author), keep_document(topic.author)
    add_post(topic, by=topic.author, source=used.markdown)

    def found(query: str) -> list[bool]:
        page = operator.get(LIST + query).content.decode()
        return [upload.key in page for upload in (used, unused)]

    assert found(f"?q={unused.key}") == [False, True]
    assert found(f"?q={topic.author.handle}") == [True, True]
    assert found("?q=somebody-else") == [False, False]
    assert found("?used=no") == [False, True]
    assert found("?used=gone") == [False, False]
    assert found("?kind=png") == [True, False]


def test_an_operator_removes_what_must_not_be_here(operator, django_capture_on_commit_callbacks):
    upload = keep_picture()

    with django_capture_on_commit_callbacks(execute=True):
        operator.post(LIST, {"action": "remove", "_selected_action": [upload.pk]})

    assert not Upload.objects.exists()


def test_without_the_permission_it_stays(client):
    upload = keep_picture()
    client.force_login(UserFactory(is_staff=True))

    client.post(LIST, {"action": "remove", "_selected_action": [upload.pk]})

    assert Upload.objects.kept().exists()
