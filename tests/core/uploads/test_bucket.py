"""The same promises with the files in a bucket, over the protocol that leaves this process."""

import hashlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.test import Client

from cop.settings import bucket
from core.models import Upload
from core.uploads.keeping import remove
from tests.accounts.factories import UserFactory
from tests.core.uploads.factories import DOCUMENT, keep_document, picture, sent, status_of

pytestmark = pytest.mark.django_db


class S3(ThreadingHTTPServer):
    """As much of S3 as keeps objects: what they are, by path, and what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.objects: dict[str, bytes] = {}
        self.asked: list[str] = []
        self.is_out_of_order = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: S3
    protocol_version = "HTTP/1.1"

    def handle_one(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(length)
        self.server.asked.append(f"{self.command} {self.headers['Authorization'][:16]}")
        objects = self.server.objects
        if self.server.is_out_of_order:
            self.answer(500)
        elif self.command == "PUT":
            assert "x-amz-acl" not in self.headers  # nothing is ever public
            objects[self.path] = body
            self.answer(200)
        elif self.command == "DELETE":
            objects.pop(self.path, None)
            self.answer(204)
        elif self.path in objects and "Range" in self.headers:
            first, last = self.headers["Range"].removeprefix("bytes=").split("-")
            self.answer(206, objects[self.path][int(first) : int(last) + 1])
        elif self.path in objects:
            self.answer(200, objects[self.path])
        else:
            self.answer(404)

    do_GET = do_HEAD = do_PUT = do_DELETE = handle_one  # noqa: N815 - http.server calls them so

    def answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", f'"{hashlib.md5(body).hexdigest()}"')
        self.send_header("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def s3(settings, monkeypatch) -> Iterator[S3]:
    server = S3()
    Thread(target=server.serve_forever, daemon=True).start()
    for name, value in {
        "S3_ENDPOINT_URL": server.url,
        "S3_REGION": "eu-north-1",
        "S3_ACCESS_KEY_ID": "key",
        "S3_SECRET_ACCESS_KEY": "secret",
        "S3_FOLDER": "hall",
    }.items():
        monkeypatch.setenv(name, value)
    settings.STORAGES = settings.STORAGES | {"default": bucket("guildhall")}
    yield server
    server.shutdown()
    server.server_close()


def test_a_file_goes_to_the_bucket_comes_from_it_and_leaves_it(s3):
    user = UserFactory()
    client = Client()
    client.force_login(user)

    client.post("/uploads/", {"file": sent(picture())}, headers={"Accept": "application/json"})
    upload = Upload.objects.get()
    [(path, stored)] = s3.objects.items()
    assert path == f"/guildhall/hall/{upload.stored_as}"
    assert len(stored) == upload.size

    fetched = client.get(upload.address)
    assert fetched.getvalue() == stored
    assert fetched.headers["Content-Type"] == "image/png"
    assert fetched.headers["Content-Length"] == str(upload.size)
    assert status_of(Client(), upload.address) == 404

    asked = len(s3.asked)
    unchanged = client.get(upload.address, headers={"If-None-Match": fetched.headers["ETag"]})
    assert (unchanged.status_code, len(s3.asked)) == (304, asked)
    assert {what.partition(" ")[2] for what in s3.asked} == {"AWS4-HMAC-SHA256"}


def test_of_a_part_no_more_comes_from_the_bucket(s3):
    upload = keep_document()
    client = Client()
    client.force_login(upload.owner)

    part = client.get(upload.address, headers={"Range": "bytes=1-3"})

    assert (part.status_code, part.getvalue()) == (206, DOCUMENT[1:4])
    s3.objects.clear()
    assert status_of(client, upload.address, headers={"Range": "bytes=1-3"}) == 404
    s3.is_out_of_order = True
    assert status_of(client, upload.address, headers={"Range": "bytes=1-3"}) == 503


@pytest.mark.django_db(transaction=True)
def test_deleting_reaches_the_bucket(s3):
    upload = keep_document()
    assert len(s3.objects) == 1

    remove(upload)

    assert s3.objects == {}
    assert not Upload.objects.exists()


def test_a_bucket_that_lost_it_is_a_404(s3):
    upload = keep_document()
    s3.objects.clear()
    client = Client()
    client.force_login(upload.owner)

    assert status_of(client, upload.address) == 404


@pytest.mark.django_db(transaction=True)
def test_a_bucket_out_of_order_is_told_and_loses_nothing(s3):
    upload = keep_document()
    client = Client()
    client.force_login(upload.owner)
    s3.is_out_of_order = True

    said = client.post(
        "/uploads/", {"file": sent(picture())}, headers={"Accept": "application/json"}
    )
    assert (said.status_code, said.json()["code"]) == (503, "storage_unavailable")
    assert status_of(client, upload.address) == 503
    remove(upload)  # the hourly task takes the file, once it can
    assert list(Upload.objects.values_list("is_kept", flat=True)) == [False, False]

    s3.is_out_of_order = False
    assert len(s3.objects) == 1
