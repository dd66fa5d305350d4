"""What operators see of the mail."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from notifications.models import Arrival, Bouncing, Digest, Email, Suppression
from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db

TOKEN = "0123456789abcdef" * 2
RAW = f"From: ana@home.example\r\nTo: r.{TOKEN}@in.hall.example\r\n\r\nHeron".encode()
PAGES = ["email", "digest", "suppression"]


@pytest.fixture
def operator() -> Client:
    client = Client()
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


def log(rows: int) -> None:
    for number in range(rows):
        user = UserFactory()
        email = Email.objects.create(
            user=user, address=user.email, kind="digest", state="sent", message_id=f"<{number}@x>"
        )
        Digest.objects.create(
            user=user,
            period_end=date(2026, 11, 23),
            since=datetime(2026, 11, 16, tzinfo=UTC),
            due_at=datetime(2026, 11, 23, tzinfo=UTC),
            email=email,
        )
        Suppression.objects.create(address=user.email, cause="bounce")
        Arrival.objects.create(key=f"{number}", envelope_to="x@y", raw=RAW, size=len(RAW))


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("page", "queries"), [("email", 7), ("digest", 6), ("suppression", 5), ("arrival", 6)]
)
def test_a_list_costs_the_same_however_long(
    operator, django_assert_num_queries, page, queries, rows
):
    log(rows)

    with django_assert_num_queries(queries):
        listed = operator.get(f"/operate/notifications/{page}/").content.decode()

    assert listed.count('class="action-select"') == rows or listed.count("<tr>") > rows


@pytest.mark.parametrize("page", ["email", "digest", "arrival"])
def test_the_log_is_not_to_be_changed(operator, page):
    log(1)
    row = {"email": Email, "digest": Digest, "arrival": Arrival}[page].objects.get()

    assert operator.get(f"/operate/notifications/{page}/{row.pk}/change/").status_code == 200
    assert operator.post(f"/operate/notifications/{page}/{row.pk}/delete/").status_code == 403
    assert operator.get(f"/operate/notifications/{page}/add/").status_code == 403


def test_those_caught_in_the_middle_are_listed_alone(operator):
    log(2)
    caught = Email.objects.first()
    Email.objects.filter(pk=caught.pk).update(
        state="sending", taken_at=timezone.now() - timedelta(hours=1)
    )

    listed = operator.get("/operate/notifications/email/?interrupted=yes").content.decode()

    assert [email.address in listed for email in Email.objects.order_by("pk")] == [True, False]


def test_an_operator_stops_an_address(operator):
    operator.post(
        "/operate/notifications/suppression/add/",
        {"address": "ana@example.org", "cause": "operator", "note": "Asked by phone"},
    )

    assert Suppression.objects.among(["Ana@example.org"]) == {"ana@example.org"}


def test_an_operator_stops_mail_to_an_address_and_its_owner_is_shown_why(operator):
    user = UserFactory()
    stopped = {"address": user.email.upper(), "cause": "operator", "note": "They asked us to."}

    operator.post("/operate/notifications/suppression/add/", stopped)

    user.refresh_from_db()
    assert user.mail_stopped == "operator"


@pytest.mark.parametrize("in_bulk", [True, False])
def test_an_operator_lets_mail_go_there_again_and_what_was_held_against_it_is_forgotten(
    operator, in_bulk
):
    user = UserFactory()
    Bouncing.objects.create(address=user.email, score=4.0)
    Suppression.objects.stop(user.email, "bounce")
    row = Suppression.objects.get()

    at = "/operate/notifications/suppression/"
    if in_bulk:
        chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
        operator.post(at, chosen)
    else:
        operator.post(f"{at}{row.pk}/delete/", {"post": "yes"})

    user.refresh_from_db()
    assert user.mail_stopped == ""
    assert not Suppression.objects.exists()
    assert not Bouncing.objects.exists()


def test_of_a_mail_that_came_in_they_see_neither_its_words_nor_what_its_address_opens(
    operator, settings
):
    settings.MAIL_IN = "%s@in.hall.example"
    log(1)
    row = Arrival.objects.get()

    page = operator.get(f"/operate/notifications/arrival/{row.pk}/change/").content.decode()

    assert "From: ana@home.example" in page
    assert TOKEN not in page
    assert "Heron" not in page


def test_what_failed_is_tried_again_and_what_is_settled_is_not(operator):
    log(2)
    first, second = Arrival.objects.order_by("pk")
    Arrival.objects.filter(pk=first.pk).update(state="failed", reason="broken", attempts=6)
    Arrival.objects.filter(pk=second.pk).update(state="posted")
    chosen = {"action": "try_again", "_selected_action": [first.pk, second.pk]}

    operator.post("/operate/notifications/arrival/", chosen)

    states = Arrival.objects.order_by("pk").values_list("state", "attempts")
    assert list(states) == [("waiting", 0), ("posted", 0)]
