"""What providers of mail tell by webhook: in the words of two of them."""

import base64

import pytest
from django.test import Client

from accounts.letters import send_letter
from notifications.models import Bouncing, Email, Suppression, Unsubscription
from notifications.models.bouncing import HARD, SOFT
from notifications.models.email import State
from tests.discussions.factories import add_post, start_topic

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.notifications.webhook_urls")]

SECRET = "hall:a long and secret word"


@pytest.fixture(autouse=True)
def provider(settings) -> None:
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET}


@pytest.fixture
def sent(relay, sink) -> Email:
    topic = start_topic()
    add_post(topic)
    relay()
    return Email.objects.get(user=topic.author)


def tell(path: str, said: object, *, secret: str = SECRET):
    signed = f"Basic {base64.b64encode(secret.encode()).decode()}"
    headers = {"authorization": signed}
    at = f"/webhooks/mail/{path}/tracking/"
    return Client(enforce_csrf_checks=True).post(
        at, said, content_type="application/json", headers=headers
    )


def postmark(email: Email, kind: str, **more: object) -> dict[str, object]:
    bounce = {"RecordType": "Bounce", "Type": kind, "TypeCode": 1, "Email": email.address}
    return (
        bounce | {"MessageID": "postmark-has-its-own", "BouncedAt": "2026-11-26T09:00:00Z"} | more
    )


def sparkpost(email: Email, event: str, **more: object) -> list[dict[str, object]]:
    kinds = {"list_unsubscribe": "unsubscribe_event", "open": "track_event", "click": "track_event"}
    told = {"type": event, "raw_rcpt_to": email.address, "event_id": "1", "timestamp": "1795600000"}
    event_of_kind = {kinds.get(event, "message_event"): told | {"transmission_id": "9"} | more}
    return [{"msys": event_of_kind}]


GONE = {"Description": "The server was unable to deliver", "Details": "550 5.1.1 User unknown"}
FULL = {"Description": "Mailbox full", "Details": "552 5.2.2 Mailbox full"}


@pytest.mark.parametrize(
    ("kind", "more", "score"), [("HardBounce", GONE, HARD), ("SoftBounce", FULL, SOFT)]
)
def test_a_bounce_is_logged_and_weighed(sent, kind, more, score):
    assert tell("postmark", postmark(sent, kind, **more)).status_code == 200

    sent.refresh_from_db()
    assert (sent.state, sent.error) == (State.RETURNED, more["Details"])
    assert Bouncing.objects.get(address=sent.address).score == score


def test_a_complaint_stops_the_stream_and_the_address(sent):
    tell("postmark", postmark(sent, "SpamComplaint", RecordType="SpamComplaint"))

    assert Unsubscription.objects.get().stream == sent.group
    assert Suppression.objects.get().cause == "complaint"


def test_a_complaint_is_never_taken_to_be_of_a_letter_about_the_account(sent, relay):
    send_letter("account/email/login_code", sent.address, {"code": "ABCD-EFGH"})
    relay()
    assert Email.objects.latest("sent_at").kind == "account"

    tell("postmark", postmark(sent, "SpamComplaint", RecordType="SpamComplaint"))

    assert Unsubscription.objects.get().stream == sent.group


def test_of_another_provider_too_and_of_an_address_that_we_know_no_mail_to(sent):
    tell("sparkpost", sparkpost(Email(address="nobody@example.org"), "spam_complaint"))
    tell("sparkpost", sparkpost(sent, "bounce", bounce_class="10", raw_reason="550 5.1.1 unknown"))

    assert Suppression.objects.get().address == "nobody@example.org"
    assert Bouncing.objects.get().address == sent.address


def test_who_leaves_by_the_provider_leaves_that_stream_alone(sent):
    tell("sparkpost", sparkpost(sent, "list_unsubscribe"))

    assert Unsubscription.objects.get().stream == sent.group
    assert not Suppression.objects.exists()


def test_what_a_server_took_for_spam_is_held_against_nobody(sent):
    tell("sparkpost", sparkpost(sent, "bounce", bounce_class="51", raw_reason="554 5.7.1 spam"))

    sent.refresh_from_db()
    assert sent.state == State.RETURNED
    assert not Bouncing.objects.exists()
    assert not Suppression.objects.exists()


@pytest.mark.parametrize("event", ["delivery", "open", "click", "delay", "injection"])
def test_anything_else_changes_nothing(sent, event):
    assert tell("sparkpost", sparkpost(sent, event)).status_code == 200

    sent.refresh_from_db()
    assert sent.state == State.SENT
    assert not Bouncing.objects.exists()


def test_whoever_does_not_know_the_secret_is_not_believed(sent):
    said = postmark(sent, "SpamComplaint", RecordType="SpamComplaint")

    assert tell("postmark", said, secret="hall:guessed").status_code == 400
    assert not Suppression.objects.exists()
