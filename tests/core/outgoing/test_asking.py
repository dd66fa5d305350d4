"""Asking a real server, with a certificate of its own, that behaves as badly as it can."""

import socket
import ssl
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from threading import Thread
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from core.outgoing import asking, resolving
from core.outgoing.asking import Bounds, ask, fetch
from core.outgoing.errors import NotAllowed, OutgoingError, Unreachable, Unsuitable

NAME = "issuer.example"
JSON = frozenset({"application/json"})
CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
PUBLIC, INSIDE = "93.184.216.34", "127.0.0.1"


def reply(body=b"{}", kind="application/json", status="200 OK", **more: str) -> bytes:
    headers = {"Content_Type": kind, "Content_Length": str(len(body))} | more
    head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


class Stranger:
    """A TLS server that answers each connection with what it is told to."""

    def __init__(self, folder: Any) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
        now = datetime.now(UTC)
        made = x509.CertificateBuilder().subject_name(name).issuer_name(name)
        made = made.public_key(key.public_key()).serial_number(1)
        made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(
            now + timedelta(days=9)
        )
        made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        pem = made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
        self.certificate = pem.decode()
        secret = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        (folder / "both.pem").write_bytes(secret + pem)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / "both.pem")
        self.context, self.asked = context, []
        self.answer: bytes | Callable[[socket.socket], None] = reply()
        self.listening = socket.create_server((INSIDE, 0))
        self.port = self.listening.getsockname()[1]
        Thread(target=self.serve, daemon=True).start()

    @property
    def address(self) -> str:
        return f"https://{NAME}:{self.port}/did.json"

    def serve(self) -> None:
        while True:
            try:
                plain, _peer = self.listening.accept()
            except OSError:
                return
            try:
                with self.context.wrap_socket(plain, server_side=True) as connection:
                    asked = connection.recv(65536)
                    while b"Content-Length" in asked and not asked.endswith(b"told"):
                        asked += connection.recv(65536)
                    self.asked.append(asked.decode())
                    if callable(self.answer):
                        self.answer(connection)
                    else:
                        connection.sendall(self.answer)
            except OSError:
                plain.close()


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Iterator[Stranger]:
    stranger = Stranger(tmp_path_factory.mktemp("stranger"))
    yield stranger
    stranger.listening.close()


@pytest.fixture
def stranger(made, monkeypatch) -> Stranger:
    """Known by its name as at a public address, to which connections lead here."""
    made.answer, made.asked = reply(), []
    trusted = ssl.create_default_context(cadata=made.certificate)
    monkeypatch.setattr(asking, "tls", lambda: trusted)
    looks_up(monkeypatch, [PUBLIC])
    made.reached = leads_here(monkeypatch)
    return made


def looks_up(monkeypatch, *answers: list[str]) -> list[str]:
    """What the name is said to be, the first time it is asked, and later."""
    asked: list[str] = []

    def getaddrinfo(host, port, **_more):
        asked.append(host)
        found = answers[min(len(asked), len(answers)) - 1]
        return [(2, 1, 6, "", (one, port)) for one in found]

    monkeypatch.setattr(resolving.socket, "getaddrinfo", getaddrinfo)
    return asked


def leads_here(monkeypatch) -> list[str]:
    reached: list[str] = []

    def create_connection(where, timeout):
        reached.append(where[0])
        if where[0] == "2606:4700::1":
            raise OSError("no IPv6 here")
        connected = socket.socket()
        connected.settimeout(timeout)
        connected.connect((INSIDE, where[1]))
        return connected

    monkeypatch.setattr(asking.socket, "create_connection", create_connection)
    return reached


def test_it_is_asked_for_one_thing_and_told_who_asks(stranger, settings, monkeypatch):
    for name in ("http_proxy", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    stranger.answer = reply(b'{"id": 1}', "application/json; charset=utf-8")

    answer = fetch(stranger.address, JSON)

    assert (answer.body, answer.content_type) == (b'{"id": 1}', "application/json")
    first, *lines = stranger.asked[0].split("\r\n")
    assert first == "GET /did.json HTTP/1.1"
    told = dict(line.split(": ", 1) for line in lines if line)
    assert told == {
        "Host": f"{NAME}:{stranger.port}",
        "User-Agent": f"Guildhall (+{settings.SITE_ORIGIN})",
        "Accept-Encoding": "identity",
        "Connection": "close",
        "Accept": "application/json",
    }
    sent = ask(stranger.address, method="POST", body=b"told", headers={"X-Kind": "news"})
    assert sent.status == 200
    assert "X-Kind: news" in stranger.asked[1]


def test_a_name_that_turns_inside_after_it_was_looked_at_leads_nowhere_new(stranger, monkeypatch):
    asked = looks_up(monkeypatch, [PUBLIC], [INSIDE])
    fetch(stranger.address, JSON)
    assert (asked, stranger.reached) == ([NAME], [PUBLIC])
    with pytest.raises(NotAllowed):
        fetch(stranger.address, JSON)
    assert stranger.reached == [PUBLIC]


@pytest.mark.parametrize(
    "found",
    [[INSIDE], [PUBLIC, "10.0.0.1"], ["::ffff:127.0.0.1"], ["169.254.169.254"], ["fe80::1%2"]],
)
def test_nothing_inside_is_connected_to(stranger, monkeypatch, found):
    looks_up(monkeypatch, found)
    with pytest.raises(NotAllowed):
        fetch(stranger.address, JSON)
    assert stranger.reached == []


def test_the_next_address_is_tried(stranger, monkeypatch):
    looks_up(monkeypatch, ["2606:4700::1", PUBLIC])
    assert fetch(stranger.address, JSON).status == 200
    assert stranger.reached == ["2606:4700::1", PUBLIC]


@pytest.mark.parametrize("written", ["127.0.0.1", "[::1]", "2130706433", "0x7f.1", "0177.0.0.1"])
def test_no_way_of_writing_this_machine_reaches_it(written):
    """By the system's own looking up; what it does not know it cannot reach either."""
    with pytest.raises((NotAllowed, Unreachable)):
        fetch(f"https://{written}:8443/", JSON)


def test_a_name_that_cannot_be_looked_up_is_not_reached(monkeypatch):
    def fail(*_args, **_more):
        raise socket.gaierror("nothing")

    monkeypatch.setattr(resolving.socket, "getaddrinfo", fail)
    with pytest.raises(Unreachable):
        fetch("https://nowhere.example/", JSON)

    def never(*_args, **_more):
        time.sleep(0.5)
        return []

    monkeypatch.setattr(resolving.socket, "getaddrinfo", never)
    with pytest.raises(Unreachable):
        fetch("https://slow.example/", JSON, Bounds(seconds=0.1))


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (reply(status="302 Found", Location="https://inside.example/"), "answered with 302"),
        (reply(status="404 Not Found"), "answered with 404"),
        (reply(kind="text/html"), "another kind"),
        (reply(b"x" * 3000), "too long"),
        (reply(b"x" * 3000, Content_Length="9"), None),
        (reply(Content_Encoding="gzip"), "another kind"),
        (reply(b"{", Content_Length="900"), "could not be reached"),
        (CHUNKED + b"5\r\n{", "could not be reached"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n", "could not be reached"),
        (b"not http", "could not be reached"),
        (b"", "could not be reached"),
    ],
)  # fmt: skip
def test_what_is_not_suitable_is_not_taken(stranger, answer, error):
    stranger.answer = answer
    if error is None:
        assert fetch(stranger.address, JSON, Bounds(bytes=2000)).body == b"x" * 9
        return
    with pytest.raises(OutgoingError, match=error):
        fetch(stranger.address, JSON, Bounds(bytes=2000))
    assert len(stranger.asked) == 1


@pytest.mark.parametrize(
    "begins", [b"", b"HTTP/1.1 200 OK\r\n", reply(b"", Content_Length="90000")]
)
def test_a_server_that_dribbles_does_not_keep_us(stranger, begins):
    def dribble(connection: socket.socket) -> None:
        connection.sendall(begins)
        for _ in range(400):
            connection.sendall(b"X")
            time.sleep(0.05)

    stranger.answer = dribble
    began = time.monotonic()
    with pytest.raises(Unreachable, match="in time"):
        fetch(stranger.address, JSON, Bounds(seconds=0.4))
    assert time.monotonic() - began < 10


def test_a_certificate_of_somebody_else_is_not_taken(stranger, monkeypatch):
    with pytest.raises(Unreachable, match="certificate"):
        fetch(stranger.address.replace(NAME, "other.example"), JSON)
    monkeypatch.setattr(asking, "tls", ssl.create_default_context)
    with pytest.raises(Unreachable, match="certificate"):
        fetch(stranger.address, JSON)
    assert stranger.asked == []


def test_in_development_places_inside_may_be_asked_without_tls(settings, monkeypatch):
    with socket.create_server((INSIDE, 0)) as listening:
        port = listening.getsockname()[1]

        def serve() -> None:
            plain, _peer = listening.accept()
            with plain:
                plain.recv(65536)
                plain.sendall(reply())

        settings.OUTGOING_INSIDE = True
        Thread(target=serve, daemon=True).start()
        assert fetch(f"http://127.0.0.1:{port}/", JSON).body == b"{}"
        settings.OUTGOING_INSIDE = False
        with pytest.raises(NotAllowed):
            fetch(f"http://127.0.0.1:{port}/", JSON)
    assert ip_address(INSIDE).is_loopback
    assert Unsuitable.status == 422
