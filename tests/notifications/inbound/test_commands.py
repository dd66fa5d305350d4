"""A reply of one word does something, and posts nothing."""

import pytest

from notifications.models import Email, Follow, Preference, Unsubscription
from notifications.unsubscribing import token_for
from tests.notifications.inbound.conftest import reply_address
from tests.notifications.inbound.mails import a_mail, come

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "level"),
    [("mute", "muted"), ("Mute.", "muted"), ("watch", "watching")],
)
def test_a_topic_is_muted_and_watched(to_answer, ana, topic, text, level):
    arrival = come(a_mail(to_answer, by=ana.email, text=text))

    assert arrival.state == "obeyed"
    assert Follow.objects.get(user=ana, target=topic.target).level == level
    assert topic.posts.count() == 2


@pytest.mark.parametrize("text", ["+1", "👍", "useful", "👍\ufe0f"])
def test_an_answer_is_found_useful_once(to_answer, ana, answer, text):
    come(a_mail(to_answer, by=ana.email, text=text))
    come(a_mail(to_answer, by=ana.email, text=text))

    answer.refresh_from_db()
    assert answer.useful_count == 1


def test_ones_own_post_is_not_found_useful(topic, ana):
    address = reply_address(f"post:{topic.opening.pk}", of=ana)

    arrival = come(a_mail(address, by=ana.email, text="+1"))

    assert (arrival.state, arrival.reason) == ("refused", "not_allowed")
    assert arrival.said == "You cannot mark your own post as useful."


def test_a_word_among_others_is_posted(to_answer, ana, topic):
    come(a_mail(to_answer, by=ana.email, text="Mute the alarm, then look at the pump."))

    assert topic.posts.count() == 3


def test_a_forged_sender_mutes_nothing(to_answer, ana, topic):
    come(a_mail(to_answer, by="eve@elsewhere.example", text="mute"))

    assert not Follow.objects.filter(user=ana, level="muted").exists()


@pytest.mark.parametrize("parts", [{"text": "unsubscribe"}, {"subject": "Unsubscribe"}])
def test_a_topics_mail_is_stopped_and_it_is_confirmed(to_answer, topic, relay, sink, parts):
    ana = topic.author
    come(a_mail(to_answer, by=ana.email, **parts))
    relay()

    assert Unsubscription.objects.get(user=ana).stream == topic.target
    [letter] = [mail for mail in sink.to(ana.email) if "unsubscribed" in mail["Subject"]]
    assert topic.title in letter.get_body(("plain",)).get_content()
    assert topic.posts.count() == 2


@pytest.fixture
def token(ana, topic) -> str:
    return token_for(Preference.objects.of(ana), topic.target)


def test_the_address_of_a_stream_stops_it_whoever_sends(token, ana, topic, relay):
    arrival = come(a_mail(f"u.{token}@in.hall.example", by="machine@provider.example", text=""))
    relay()

    assert arrival.state == "obeyed"
    assert Unsubscription.objects.get(user=ana).stream == topic.target
    assert Email.objects.filter(kind__contains="Unsubscribed", address=ana.email).count() == 1


def test_stopping_again_is_confirmed_to_nobody(token, ana, relay):
    for _ in range(3):
        come(a_mail(f"u.{token}@in.hall.example", by="machine@provider.example", text=""))
    relay()

    assert Email.objects.filter(kind__contains="Unsubscribed").count() == 1


def test_a_bounce_stops_nothing(token):
    come(
        a_mail(f"u.{token}@in.hall.example", by="x@provider.example").as_bytes(),
        to=f"u.{token}@in.hall.example",
        sender="",
    )

    assert not Unsubscription.objects.exists()


def test_a_token_that_was_made_elsewhere_stops_nothing_and_is_answered_by_nothing(ana, relay):
    arrival = come(a_mail("u.MTIgdG9waWM6OQ.aaaaaaaaaaaaaaaaaaaaaa@in.hall.example", by=ana.email))
    relay()

    assert arrival.state == "dropped"
    assert not Email.objects.exists()
