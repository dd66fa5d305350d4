import io
import json
import logging
from collections.abc import Callable, Iterator

import pytest
import structlog
from celery import shared_task
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from cop.urls import urlpatterns as site
from core import logs
from core.observing import ObserverMiddleware
from core.scrubbing import scrubbed
from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "Correct-Horse-7-Battery"
EMAIL = "ada.canary@example.org"
TOKEN = "cop_pat_Zx81canaryZx81canaryZx81canaryZx8191"
RESET_KEY = "7-cq4x1b-9f86d081884c7d659a2feaa0c55ad015"
INVITATION = "hT3canary_Q9x-Vb2Lm8Wd5Rk"
QUERY = "what-nobody-should-know"
CANARIES = [PASSWORD, EMAIL, TOKEN, RESET_KEY, INVITATION, QUERY, "canary", "nobody-should"]

log = structlog.get_logger("tests")


def fail(request: HttpRequest, secret: str) -> HttpResponse:
    User.objects.create(email=EMAIL, handle="ada", name="Ada")
    try:
        User.objects.create(email=EMAIL, handle="eve", name="Eve")
    except IntegrityError as error:
        raise ValueError(f"{EMAIL} with {TOKEN} at /x/{secret}/?q={QUERY}") from error
    return HttpResponse()


@shared_task
def failing_task(who: str) -> None:
    raise ValueError(f"no mail to {who}")


urlpatterns = [*site, path("fail/<str:secret>/", fail)]


@pytest.fixture
def written() -> Iterator[Callable[[], str]]:
    """All that was logged, as production writes it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.formatter(as_json=True))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield stream.getvalue
    root.removeHandler(handler)
    root.setLevel(level)


def lines(text: str, event: str) -> list[dict[str, object]]:
    return [line for line in map(json.loads, text.splitlines()) if line["event"] == event]


@pytest.mark.urls("tests.core.test_logs")
def test_no_secret_reaches_the_log(written) -> None:
    client = Client(raise_request_exception=False)
    UserFactory(email="eve@example.org", password="something else entirely")
    headers = {"Authorization": f"Bearer {TOKEN}", "User-Agent": f"{TOKEN} {EMAIL}"}

    client.post("/accounts/login/", {"login": EMAIL, "password": PASSWORD})
    client.post("/accounts/login/", {"login": "eve@example.org", "password": PASSWORD})
    client.get(f"/accounts/password/reset/key/{RESET_KEY}/")
    client.post("/accounts/password/reset/", {"email": EMAIL})
    client.get(f"/invitations/{INVITATION}/", {"token": TOKEN, "q": QUERY})
    client.get("/search/", {"q": QUERY})
    client.get("/api/v1/communities/", headers=headers)
    client.get(f"/nowhere/{INVITATION}/{EMAIL}?q={QUERY}", headers=headers)
    client.get("/", headers={"Host": f"{QUERY}.example.org"})
    failed = client.get(f"/fail/{INVITATION}/?token={TOKEN}", headers=headers)
    failing_task.apply([EMAIL])

    assert failed.status_code == 500
    text = written()
    assert len(lines(text, "request")) == 10
    assert "ValueError" in text  # the failure itself is told
    assert [canary for canary in CANARIES if canary in text] == []


def test_what_is_logged_by_name_or_by_mistake_is_removed(written) -> None:
    user = UserFactory(email=EMAIL, name="Ada Canary")
    log.info("told", password="x1canary", nested={"api_token": "canary"}, user=user)
    log.info("told", text=f"GET /x?q={QUERY} by {EMAIL}", many=[EMAIL, ("a", {EMAIL})])
    log.info("told", url=f"https://ada:{PASSWORD}@host/path", header=f"Bearer {TOKEN}")
    logging.getLogger("some.library").warning("mail to %s failed: %s", EMAIL, {"to": EMAIL})

    text = written()
    assert [canary for canary in (*CANARIES, "Ada") if canary in text] == []
    assert lines(text, "told")[0]["user"] == "<User>"


@pytest.mark.parametrize(
    "text",
    [
        "discussions.subscribers.tell_followers for discussions.PostAdded",
        "b7c3a9de-0c5f-4a57-9d0e-6a3f1c2b4d5e",
        "GET c/<slug:slug>/t/<int:pk>-<slug:title>/ 200",
        "test_relays_killed_at_random_lose_nothing",
        "Is it so? I think so.",
        "2026-03-01T12:00:00.000001Z",
        'File "/srv/guildhall/discussions/models/topic.py", line 120, in start',
    ],
)
def test_what_is_no_secret_stays(text) -> None:
    assert scrubbed(text) == text


def test_a_request_is_one_line_that_names_the_route_and_the_answer_carries_its_id(
    written, client
) -> None:
    user = UserFactory()
    client.force_login(user)

    response = client.get("/statusz?verbose=1")

    (line,) = lines(written(), "request")
    assert line["request_id"] == response["X-Request-ID"]
    assert (line["method"], line["view"], line["route"], line["status"], line["user_id"]) == (
        "GET",
        "statusz",
        "statusz",
        404,
        user.pk,
    )
    assert line["level"] == "info"


def test_for_the_log_alone_nobody_is_looked_up(written) -> None:
    request = RequestFactory().get("/")
    request.user = SimpleLazyObject(lambda: pytest.fail("looked up"))

    ObserverMiddleware(lambda _: HttpResponse())(request)

    assert lines(written(), "request")[0]["user_id"] is None


def test_what_is_logged_meanwhile_carries_the_id_of_the_request(written) -> None:
    client = Client(raise_request_exception=False)

    response = client.get("/api/v1/communities/?after=nonsense")
    log.info("afterwards")

    text = written()
    ids = {
        line["request_id"] for line in map(json.loads, text.splitlines()) if "request_id" in line
    }
    assert ids == {response["X-Request-ID"]}
    assert "request_id" not in lines(text, "afterwards")[0]


def test_development_reads_as_text() -> None:
    record = logging.LogRecord("x", logging.INFO, "", 0, "hello %s", ("you",), None)

    assert "hello you" in logs.formatter(as_json=False).format(record)
