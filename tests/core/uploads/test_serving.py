import re

import pytest
from django.core.files.storage import default_storage
from django.test import Client

from core.models import Upload
from tests.accounts.factories import UserFactory
from tests.core.uploads.factories import DOCUMENT, keep_document, keep_picture, status_of

pytestmark = pytest.mark.django_db


def as_(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def without_token(response) -> bytes:
    """The page of a person, but for what is different each time they load any page."""
    return re.sub(rb'("X-CSRFToken": "|csrfmiddlewaretoken" value=")\w+', b"", response.content)


def test_a_picture_is_shown_and_nothing_in_it_can_run():
    upload = keep_picture()

    response = as_(upload.owner).get(upload.address)

    assert response.status_code == 200
    assert len(response.getvalue()) == upload.size
    told = {name: response.headers[name] for name in ("Content-Type", "Content-Disposition")}
    assert told == {
        "Content-Type": "image/png",
        "Content-Disposition": 'inline; filename="kiln.png"',
    }
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert response.headers["Content-Length"] == str(upload.size)


@pytest.mark.parametrize(
    ("name", "disposition"),
    [
        ("plan.pdf", 'attachment; filename="plan.pdf"'),
        ("a b's (1).pdf", 'attachment; filename="a b\'s (1).pdf"'),
        ("план.pdf", "attachment; filename*=utf-8''%D0%BF%D0%BB%D0%B0%D0%BD.pdf"),
    ],
)
def test_what_was_not_drawn_anew_is_only_ever_kept(name, disposition):
    upload = keep_document(name=name)

    response = as_(upload.owner).get(upload.address)

    assert response.getvalue() == DOCUMENT
    assert response.headers["Content-Disposition"] == disposition
    assert response.headers["Content-Type"] == "application/pdf"


def test_what_one_may_not_see_is_byte_for_byte_what_never_was(django_assert_num_queries):
    upload = keep_picture()
    stranger = as_(UserFactory())
    nowhere = f"/uploads/{'0' * 32}/kiln.png"

    for client in (Client(), stranger):
        client.get("/nowhere/")
        answers = []
        for address in (upload.address, nowhere):
            with django_assert_num_queries(1 if client.cookies.get("session") is None else 5):
                answers.append(client.get(address))
        unseen, absent = answers
        assert unseen.status_code == absent.status_code == 404
        assert without_token(unseen) == without_token(absent)
        assert sorted(unseen.headers.keys()) == sorted(absent.headers.keys())
        assert "ETag" not in unseen.headers
    assert status_of(as_(upload.owner), upload.address) == 200


def test_an_upload_has_one_address():
    upload = keep_picture()
    client = as_(upload.owner)

    other = upload.address.replace("kiln.png", "invoice.exe")

    assert status_of(client, other) == 404
    assert status_of(client, upload.address) == 200


def test_a_browser_asks_each_time_and_whoever_was_let_out_is_not_told_that_it_is_unchanged():
    upload = keep_picture()
    client = as_(upload.owner)
    etag = client.head(upload.address).headers["ETag"]

    again = client.get(upload.address, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Cache-Control"] == "private, no-cache"
    assert "sandbox" in again.headers["Content-Security-Policy"]

    stranger = as_(UserFactory())
    assert status_of(stranger, upload.address, headers={"If-None-Match": etag}) == 404


def test_asking_about_it_opens_no_file_and_writes_nothing(django_assert_num_queries):
    upload = keep_picture()
    default_storage.delete(upload.stored_as)
    client = as_(upload.owner)

    response = client.head(upload.address)

    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["Content-Length"] == str(upload.size)
    assert client.post(upload.address).status_code == 405


def test_a_file_that_was_lost_is_not_there(caplog):
    upload = keep_picture()
    default_storage.delete(upload.stored_as)

    assert status_of(as_(upload.owner), upload.address) == 404


def test_a_storage_that_does_not_answer_says_so(settings, tmp_path):
    upload = keep_picture()
    (tmp_path / "uploads").write_text("a file where a folder has to be")
    settings.MEDIA_ROOT = tmp_path

    response = as_(upload.owner).get(upload.address)

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "60"
    assert "Files cannot be reached just now." in response.content.decode()


def test_an_owner_who_is_gone_leaves_nobody_in():
    """A row without an owner, and a visitor without a number, are not the same nobody."""
    upload = keep_picture()
    Upload.objects.update(owner=None)

    assert status_of(Client(), upload.address) == 404
    assert status_of(as_(UserFactory()), upload.address) == 404
