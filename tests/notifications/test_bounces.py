"""Mail that comes back: how it is read, what it weighs, and when mail to an address stops."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from notifications import bounces
from notifications.models import Bouncing, Digest, Email, Rhythm, Suppression, Unsubscription
from notifications.models.bouncing import HARD, NOT_AT_ALL, SOFT
from notifications.models.email import State
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, start_topic
from tests.notifications.bounced import feedback, loose, report
from tests.notifications.inbound.mails import come
from tests.racing import queue_for

DSN = {
    "550 5.1.1 <a@x.net>: Recipient address rejected: User unknown; see our policy": (
        "5.1.1",
        HARD,
    ),
    "550 5.1.1 The email account that you tried to reach does not exist.": ("5.1.1", HARD),
    "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP": ("5.1.10", HARD),
    "550 5.2.1 The email account that you tried to reach is disabled.": ("5.2.1", HARD),
    "550 No such user here": ("5.0.0", HARD),
    "550 Requested action not taken: mailbox unavailable": ("5.0.0", HARD),
    "554 delivery error: This user doesn't have an account": ("5.0.0", SOFT),
    "452 4.2.2 The email account that you tried to reach is over quota.": ("4.2.2", SOFT),
    "552 5.2.2 Mailbox full": ("5.2.2", SOFT),
    "550 Mailbox is full / Blocks limit exceeded": ("5.0.0", SOFT),
    "connect to mail.example.net: Connection timed out": ("4.4.1", SOFT),
    "Host or domain name not found": ("5.4.4", SOFT),
    "550 5.7.1 Message rejected as spam by Content Filtering.": ("5.7.1", NOT_AT_ALL),
    "554 5.7.1 Service unavailable; client blocked using zen.example.org": ("5.7.1", NOT_AT_ALL),
    "550-5.7.26 This mail is unauthenticated: DMARC policy": ("5.7.26", NOT_AT_ALL),
    "421-4.7.0 Our system has detected an unusual rate of unsolicited mail": ("4.7.0", NOT_AT_ALL),
    "550 The reputation of your IP is too low": ("5.0.0", NOT_AT_ALL),
    "552 5.3.4 Message size exceeds fixed limit": ("5.3.4", NOT_AT_ALL),
    "550 5.7.1 Unable to relay for a@x.net: no such user": ("5.7.1", HARD),
}


@pytest.mark.parametrize("diagnostic", DSN)
def test_a_report_is_weighed_by_its_status_and_else_by_its_words(diagnostic):
    status, weight = DSN[diagnostic]

    said = bounces.read(report(diagnostic, status=status))

    assert (said.weight, said.words) == (weight, diagnostic)


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded"])
def test_a_report_that_a_mail_is_late_or_has_arrived_weighs_nothing(action):
    said = bounces.read(report("450 no such user yet", status="4.2.0", action=action))

    assert (said.weight, said.failed) == (NOT_AT_ALL, False)


QMAIL = """Hi. This is the qmail-send program at mx.example.net.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<a@example.net>:
192.0.2.9 does not like recipient.
Remote host said: 550 5.1.1 no mailbox by that name is currently available

--- Below this line is a copy of the message.

Subject: 552 5.2.2 mailbox full"""
EXIM = """This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its recipients.
This is a permanent error. The following address(es) failed:

  a@example.net
    Unrouteable address

------ This is a copy of the message, including all the headers. ------
Mailbox full"""
EXCHANGE = """Your message did not reach some or all of the intended recipients.
Undeliverable: the mailbox is full and cannot accept messages now. 5.2.2"""


@pytest.mark.parametrize(
    ("text", "weight"), [(QMAIL, HARD), (EXIM, HARD), (EXCHANGE, SOFT)], ids=["qmail", "exim", "ex"]
)
def test_older_servers_are_understood_by_what_they_write(text, weight):
    assert bounces.read(loose(text)).weight == weight


def test_an_answer_of_a_machine_is_no_bounce():
    """They answer the return address too, when somebody is away."""
    away = "I am away until Monday. In urgent cases the user unknown to me will help."
    answers = [
        loose(away, sender="Ann <ann@example.net>", subject="Automatic reply: Where is the key?"),
        loose(away, sender="Ann <ann@example.net>", subject="failure notice"),
        loose(away, subject="Out of office"),
    ]

    assert [bounces.read(answer) for answer in answers] == [None] * 3


# What it comes to


@pytest.fixture
def sent(db, relay, sink, settings):
    """A mail that has gone out, and its return address."""
    settings.MAIL_IN = "hall+%s@example.org"
    topic = start_topic(title="Where is the key?")
    add_post(topic)
    relay()
    return Email.objects.get(user=topic.author)


def token_in(sink) -> str:
    [mail] = sink.messages
    address = str(mail["X-Envelope-From"])
    return address.removeprefix("hall+b.").removesuffix("@example.org")


def days_later(days: float):
    return time_machine.travel(datetime.now(UTC) + timedelta(days=days), tick=False)


GONE = report("550 5.1.1 User unknown", status="5.1.1")
FULL = report("552 5.2.2 Mailbox full", status="5.2.2")
SPAM = report("550 5.7.1 spam", status="5.7.1")


def score_of(email: Email) -> float:
    return Bouncing.objects.get(address=email.address).score


def test_each_mail_has_a_return_address_that_names_it_and_cannot_be_guessed(sent, sink):
    token = token_in(sink)

    assert sent.token == token
    assert len(token) == 24
    assert bounces.take(GONE, token.upper())
    sent.refresh_from_db()
    assert (sent.state, sent.error) == (State.RETURNED, "550 5.1.1 User unknown")
    assert score_of(sent) == HARD


def test_it_is_counted_when_it_arrives_as_any_mail_does(sent, sink):
    [mail] = sink.messages
    to = str(mail["X-Envelope-From"])

    arrival = come(report("550 5.1.1 User unknown", to=to).as_bytes(), to=to, sender="")

    assert (arrival.state, arrival.reason) == ("dropped", "bounce")
    assert score_of(sent) == HARD
    assert len(sink.messages) == 1  # a bounce is answered by nothing


def test_without_mail_that_comes_in_it_comes_back_to_the_site(settings, relay, sink, db):
    settings.MAIL_IN = ""
    add_post(start_topic())

    relay()

    assert sink.messages[0]["X-Envelope-From"] == "hello@localhost"


@pytest.mark.parametrize("token", ["", "x", "a" * 24])
def test_a_token_that_is_of_no_mail_of_ours_weighs_nothing(sent, token):
    assert not bounces.take(GONE, token)
    assert not Bouncing.objects.exists()


def test_it_is_held_against_the_address_mailed_and_not_the_one_the_bounce_names(sent, sink):
    victim = UserFactory(email="somebody.else@example.net")

    bounces.take(GONE, token_in(sink))

    assert Bouncing.objects.get().address == sent.address != victim.email


def test_a_day_counts_once_and_two_hard_ones_stop_mail_to_the_address(sent, sink):
    token = token_in(sink)
    for _ in range(5):
        bounces.take(GONE, token)
    assert (score_of(sent), Suppression.objects.count()) == (HARD, 0)

    with days_later(1.1):
        bounces.take(GONE, token)

    stopped = Suppression.objects.get()
    assert (stopped.address, stopped.cause) == (sent.address, "bounce")
    assert stopped.note == "550 5.1.1 User unknown"
    sent.user.refresh_from_db()
    assert sent.user.mail_stopped == "bounce"


def test_a_full_mailbox_stops_it_after_four_days(sent, sink):
    for day in range(4):
        assert not Suppression.objects.exists()
        with days_later(1.1 * day):
            bounces.take(FULL, token_in(sink))

    assert Suppression.objects.count() == 1


def test_what_was_called_spam_by_a_server_is_logged_and_not_held_against_anybody(sent, sink):
    bounces.take(SPAM, token_in(sink))

    sent.refresh_from_db()
    assert sent.state == State.RETURNED
    assert not Bouncing.objects.exists()


def test_each_mail_that_went_out_since_takes_a_tenth_off(sent, sink):
    bounces.take(GONE, token_in(sink))
    with days_later(2):
        for number in range(5):
            email = Email.objects.create(address=sent.address.upper(), kind="x")
            Email.objects.filter(pk=email.pk).update(
                state=State.SENT if number < 4 else State.SKIPPED, sent_at=timezone.now()
            )
    with days_later(3):
        bounces.take(FULL, token_in(sink))

    assert score_of(sent) == pytest.approx(HARD - 0.4 + SOFT)


@pytest.mark.parametrize(("days", "score"), [(29, HARD + SOFT), (31, SOFT)])
def test_after_thirty_days_without_one_it_begins_anew(sent, sink, days, score):
    bounces.take(GONE, token_in(sink))

    with days_later(days):
        bounces.take(FULL, token_in(sink))

    assert score_of(sent) == score


@pytest.mark.parametrize(
    ("answer", "weight"),
    [("550 5.1.1 no such user", HARD), ("552 5.2.2 over quota", SOFT), ("554 5.7.1 spam", None)],
)
def test_what_the_server_refuses_at_once_weighs_the_same(relay, sink, db, answer, weight):
    topic = start_topic()
    sink.answers[topic.author.email] = answer
    add_post(topic)

    relay()

    assert Email.objects.get(user=topic.author).state == State.FAILED
    scores = [row.score for row in Bouncing.objects.filter(address=topic.author.email)]
    assert scores == ([weight] if weight else [])


@pytest.mark.django_db(transaction=True)
def test_of_two_bounces_at_once_the_first_alone_counts():
    """Else the second would reckon from the score of before, and its own be the one that stays."""
    yesterday = timezone.now() - timedelta(days=2)
    row = Bouncing.objects.create(address="a@example.org", score=HARD, at=yesterday)

    def bounce(weight: float) -> None:
        Bouncing.objects.score("a@example.org", weight, "gone")

    queue_for(Bouncing.objects.filter(pk=row.pk), lambda: bounce(SOFT), lambda: bounce(HARD))

    assert Bouncing.objects.get().score == HARD + SOFT
    assert not Suppression.objects.exists()


# Complaints


def test_a_complaint_stops_that_stream_at_once_and_mail_to_the_address(sent, sink):
    bounces.take(feedback(), token_in(sink))

    stopped = Unsubscription.objects.get()
    assert (stopped.user, stopped.stream) == (sent.user, sent.group)
    assert Suppression.objects.get().cause == "complaint"
    assert not Rhythm.objects.filter(user=sent.user, every="off").exists()
    assert not Bouncing.objects.exists()


def test_a_complaint_about_a_digest_stops_the_digest(db):
    community = CommunityFactory()
    user = join(community)
    Rhythm.objects.enrol([user])
    Rhythm.objects.choose(community.scope, by=user, every="daily", weekday=0, hour=8)
    email = Email.objects.create(user=user, address=user.email, kind="digest", token="a" * 24)
    now = timezone.now()
    Digest.objects.create(
        user=user,
        scope=community.scope,
        period_end=now.date(),
        since=now,
        due_at=now,
        email=email,
    )

    bounces.take(feedback(), email.token)

    rhythms = Rhythm.objects.filter(user=user).order_by("scope")
    assert list(rhythms.values_list("every", flat=True)) == ["weekly", "off"]
