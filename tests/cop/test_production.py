"""What leaves the production server: the headers of each kind of answer, and its weight."""

import gzip
import random
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from benchmarks.data import COMMON
from communities.models import Community
from discussions.models import Topic
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space, start_topic
from tests.producing import Site, production

pytestmark = pytest.mark.django_db(transaction=True)

CSP = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "media-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
# The one page that is a library's: it sets styles by script.
CSP_OF_API_PAGE = CSP - {"style-src 'self'", "img-src 'self'"} | {
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
}
EVERYWHERE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "strict-transport-security": "max-age=31536000; includeSubDomains; preload",
    "permissions-policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
        "magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
    ),
}


@pytest.fixture(scope="module")
def site(django_db_setup, valkey, tmp_path_factory, django_db_blocker) -> Iterator[Site]:
    with django_db_blocker.unblock(), production(tmp_path_factory.mktemp("production")) as running:
        yield running


def a_topic() -> Topic:
    """Twenty posts, of words as different as people's."""
    chance = random.Random(1)
    community = CommunityFactory(name="Surveyors", slug="surveyors")
    people = [join(community) for _ in range(6)]
    topic = start_topic(space=first_space(community), by=people[0], tags=["survey"])
    for number in range(19):
        words = [chance.choice(COMMON) + chance.choice(("", "s", "ed")) for _ in range(95)]
        add_post(topic, by=people[number % 6], source=" ".join(words))
    return topic


def test_each_kind_of_answer_has_its_headers(site: Site):
    topic = a_topic()
    community = Community.objects.get()
    kinds = {
        "landing page": ("/", 200),
        "topic that is made": (topic.get_absolute_url(), 200),
        "topic that is kept": (topic.get_absolute_url(), 200),
        "fragment's address": (f"{community.address}?sort=newest", 200),
        "sign-in": ("/signin/", 200),
        "what one has to sign in for": ("/settings/", 302),
        "nothing": ("/c/nowhere/", 404),
        "what is no cursor": (f"{community.address}?after=evil", 400),
        "admin site": ("/operate/login/", 302),
        "API": (f"/api/v1/topics/{topic.pk}/", 200),
        "API's refusal": ("/api/v1/me/", 401),
        "API's page": ("/api/docs/", 200),
    }
    wrong = []
    for kind, (path, status) in kinds.items():
        got, headers = site.get(path)
        assert got == status, (kind, got)
        wrong += [
            f"{kind}: {name}" for name in EVERYWHERE if headers.get(name) != [EVERYWHERE[name]]
        ]
        policy = {part.strip() for part in headers["content-security-policy"][0].split(";")}
        wrong += (
            [f"{kind}: CSP"] if policy != (CSP_OF_API_PAGE if kind == "API's page" else CSP) else []
        )
        wrong += [f"{kind}: frames"] if headers["x-frame-options"] != ["DENY"] else []
        for cookie in headers.get("set-cookie", []):
            kept = cookie.startswith("__Host-") and {"Secure", "HttpOnly", "Path=/"} <= set(
                cookie.split("; ")
            )
            wrong += [] if kept and "SameSite=" in cookie else [f"{kind}: {cookie}"]

    assert wrong == []
    assert site.get(topic.get_absolute_url())[1]["server-timing"] == ["kept"]


def test_files_and_probes_say_what_applies_to_them(site: Site):
    _, page = site.get("/livez")
    status, file = site.get("/static/icons.svg")

    assert page["x-content-type-options"] == ["nosniff"]
    assert page["cache-control"] == ["no-store"]
    assert status == 200
    assert {name: file[name] for name in EVERYWHERE} == {n: [v] for n, v in EVERYWHERE.items()}


HIDDEN = b"GET /static/icons.svg HTTP/1.1\r\nHost: localhost\r\nX: "
HIDING = {
    "two lengths": b"Content-Length: 4\r\nContent-Length: 0",
    "two lengths in one": b"Content-Length: 4, 0",
    "a length with a sign": b"Content-Length: +0",
    "a length in other digits": b"Content-Length: 0x0",
    "a length and chunks": b"Content-Length: 4\r\nTransfer-Encoding: chunked",
    "chunks and a length": b"Transfer-Encoding: chunked\r\nContent-Length: 4",
    "chunks by another name": b"Transfer-Encoding: xchunked",
    "chunks twice": b"Transfer-Encoding: chunked, chunked",
    "chunks inside something": b"Transfer-Encoding: chunked, identity",
    "chunks with a space before the colon": b"Transfer-Encoding : chunked",
    "a folded header": b"Transfer-Encoding:\r\n chunked",
    "a header without a colon": b"Transfer-Encoding chunked",
    "a header behind a bare return": b"X: y\rTransfer-Encoding: chunked",
}


@pytest.mark.parametrize("hiding", HIDING.values(), ids=HIDING)
def test_no_request_hides_in_another(site: Site, hiding: bytes):
    """Where proxy and server see different ends of one request, its rest is another's beginning."""
    ask = b"POST /livez HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Proto: https\r\n"

    answer = site.say(ask + hiding + b"\r\n\r\n0\r\n\r\n" + HIDDEN)

    assert answer.count(b"HTTP/1.1 ") == 1, answer
    assert answer.startswith((b"HTTP/1.1 4", b"HTTP/1.1 501")), answer
    assert b"Connection: close" in answer


def test_two_honest_requests_on_one_connection_are_both_answered(site: Site):
    """Lest the others are refused for another reason."""
    ask = b"GET /livez HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Proto: https\r\n"

    answer = site.say(ask + b"\r\n" + ask + b"Connection: close\r\n\r\n")

    assert answer.count(b"HTTP/1.1 200 OK") == 2


def test_the_observatory_would_give_more_than_a_hundred(site: Site):
    """MDN's arithmetic: 100, and what is added for more than is asked."""
    _, headers = site.get("/")
    points = {
        "CSP without unsafe, default-src 'none'": 10 * ("default-src 'none'" in policy(headers)),
        "frame-ancestors": 5 * ("frame-ancestors 'none'" in policy(headers)),
        "a private referrer policy": 5 * (headers["referrer-policy"] == ["same-origin"]),
        "CORP": 10 * (headers["cross-origin-resource-policy"] == ["same-origin"]),
    }

    assert "unsafe" not in policy(headers)
    assert "set-cookie" not in headers
    assert 100 + sum(points.values()) == 130


def policy(headers: dict[str, list[str]]) -> str:
    return headers["content-security-policy"][0]


class Watched:
    """What the browser fetches, and how much of it comes over the wire."""

    def __init__(self, session: Any) -> None:
        self.asked: list[str] = []
        self.bytes = 0
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", lambda e: self.asked.append(e["request"]["url"]))
        session.on("Network.loadingFinished", self._add)

    def _add(self, event: dict[str, Any]) -> None:
        self.bytes += event["encodedDataLength"]


SHIFTS = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) sum += shift.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 500);
})"""


@pytest.mark.parametrize("width", [390, 1440])
def test_a_topic_is_light_at_first_and_lighter_again(browser: Browser, site: Site, width: int):
    address = site.origin + a_topic().get_absolute_url()
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    first = Watched(context.new_cdp_session(page))

    html = page.goto(address, wait_until="networkidle").body()
    # The proxy compresses pages, and the server here sends them as they are.
    weight = first.bytes - len(html) + len(gzip.compress(html, 6))

    assert weight <= 120_000
    assert len(first.asked) <= 8
    assert {url.split("/")[2] for url in first.asked} == {f"localhost:{site.port}"}
    # A typeface that comes late, as on a busy machine, may move lines by a fraction of a pixel:
    # a tenth of what counts as good (https://web.dev/articles/cls) is allowed for.
    assert page.evaluate(SHIFTS) < 0.01

    again = Watched(context.new_cdp_session(page))
    page.goto(address, wait_until="networkidle")
    assert again.bytes <= 20_000
    context.close()
