"""Where servers know no sub-addresses all replies come to one mailbox, and say what they answer."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from discussions.models import Topic
from notifications.digesting import send_planned
from notifications.inbound.addresses import without_secrets
from notifications.inbound.server import is_known
from notifications.models import Arrival, Bouncing, Digest, Email, Follow, ReplyAddress
from tests.communities.factories import join
from tests.discussions.factories import add_post
from tests.notifications.bounced import report
from tests.notifications.inbound.mails import a_mail, come, vouched_for
from tests.notifications.jwz import threads_of
from tests.notifications.test_pages import as_user

pytestmark = pytest.mark.django_db

BOX = "hall@office.example"
KEY = r"r\.[0-9a-f]{32}"


@pytest.fixture(autouse=True)
def _one_mailbox(settings) -> None:
    settings.MAIL_IN, settings.MAIL_IN_MAILBOX = "", BOX


@pytest.fixture
def mail(topic, ana, relay, sink):
    """What Ana got of the answer to her question."""
    relay()
    [mail] = sink.to(ana.email)
    return mail


def reply(text: str = "It is on the hook.", **headers: str) -> Arrival:
    headers = {"by": "ana@home.example"} | headers
    return come(vouched_for(a_mail(BOX, text=text, **headers)))


def fate(arrival: Arrival) -> tuple[str, str]:
    return arrival.state, arrival.reason


def test_a_mail_says_where_its_reply_goes_and_has_its_key(mail, topic, ana, relay, sink):
    add_post(topic)
    add_post(topic, by=join(topic.community))
    relay()

    assert mail["Reply-To"] == f"Keepers <{BOX}>"
    assert mail["List-Post"] == f"<mailto:{BOX}>"
    assert mail["X-Envelope-From"] == BOX
    assert f"<mailto:{BOX}?subject=unsubscribe%20" in str(mail["List-Unsubscribe"]).replace(" ", "")
    [key] = re.findall(KEY, mail["Message-ID"])
    assert mail["References"].split()[0] == f"<{key}@hall.example>"
    assert mail["In-Reply-To"] == f"<topic/{topic.pk}@hall.example>"
    bodies = [mail.get_body((kind,)).get_content() for kind in ("plain", "html")]
    assert all("Reply to this email to answer." in body for body in bodies)
    assert key not in "".join(bodies)
    assert without_secrets(mail["Message-ID"]).count("[…]") == 1
    later = sink.to(ana.email)[1:]
    assert all("Reply to this by email" not in str(one) for one in later)
    assert len(threads_of(sink.to(ana.email))) == 1


def test_a_reply_is_posted_by_what_it_refers_to_and_by_nothing_less(mail, topic, answer, ana):
    own, named = mail["Message-ID"], mail["References"]
    for headers in (
        {"In_Reply_To": own},
        {"References": f"<other@home> {own}"},
        {"In_Reply_To": "<made-by@the.server>", "References": f"{named} <made-by@the.server>"},
    ):
        assert fate(reply(**headers)) == ("posted", "")
    assert [post.parent for post in topic.posts.filter(number__gt=2)] == [answer] * 3

    # Its id is a number that anybody can guess; its key is not.
    guessed = re.sub(rf"\.{KEY}", "", own)
    assert fate(reply(In_Reply_To=guessed)) == ("refused", "no_answers")
    wrong = re.sub(KEY, f"r.{'0' * 32}", own)
    assert fate(reply(In_Reply_To=wrong)) == ("refused", "unknown_address")
    stranger = reply(by="eve@elsewhere.example", In_Reply_To=own)
    assert (fate(stranger), stranger.user) == (("held", "other_sender"), ana)
    assert answer.topic.title in as_user(ana).get("/settings/held/").content.decode()
    assert topic.posts.count() == 5

    assert fate(reply("mute", In_Reply_To=own)) == ("obeyed", "")
    assert Follow.objects.get(user=ana, target=topic.target).level == "muted"
    ReplyAddress.objects.update(expires_at=timezone.now() - timedelta(days=1))
    assert fate(reply(In_Reply_To=own)) == ("refused", "expired")
    ReplyAddress.objects.all().revoke()
    assert fate(reply(In_Reply_To=own)) == ("refused", "revoked")


def test_what_answers_nothing_is_told_what_to_do(topic, ana, relay, sink):
    relay()
    now = timezone.now()
    digest = Digest.objects.create(
        user=ana, period_end=now, since=now - timedelta(days=7), due_at=now
    )
    add_post(topic)
    send_planned(seconds=5)
    sent = [one for one in sink.to(ana.email) if "digest" in one["Subject"]]
    named = [one["Message-ID"] for one in sent] or [f"<{digest.message_name}@hall.example>"]
    assert all(one["Reply-To"].addresses[0].addr_spec == BOX for one in sent)
    sink.messages.clear()

    assert fate(reply()) == ("refused", "no_reference")
    assert fate(reply(In_Reply_To=named[0])) == ("refused", "digest")
    assert fate(reply(In_Reply_To="<letter/9@hall.example>")) == ("refused", "no_answers")
    assert fate(reply(by="eve@elsewhere.example")) == ("refused", "unknown_sender")
    assert fate(come(a_mail(BOX, by=BOX))) == ("dropped", "ours")
    relay()
    said = " ".join(one.get_body(("plain",)).get_content() for one in sink.to(ana.email))
    assert "press Reply: a new email will not do." in " ".join(said.split())
    assert "Follow the link of the one that you want to answer" in " ".join(said.split())
    assert topic.posts.count() == 3


@pytest.mark.parametrize("part", ["message/rfc822", "text/rfc822-headers"])
def test_what_comes_back_is_known_by_its_key(mail, ana, part):
    def bounce(message_id: str) -> None:
        mail = report("550 5.1.1 User unknown", status="5.1.1")
        raw = mail.as_string().replace("message/rfc822", part)
        raw = raw.replace("From: Ann via", f"Message-ID: {message_id}\nFrom: Ann via")
        raw = f"Message-ID: <{len(message_id)}@mx.example.net>\n{raw}"
        assert fate(come(raw.encode(), to=BOX)) == ("dropped", "bounce")

    # A digest's is a number, and anybody could say that it came back.
    guessed = "<digest/7.0@hall.example>"
    Email.objects.create(address=ana.email, kind="digest", message_id=guessed, token="7" * 24)
    bounce(guessed)
    assert not Bouncing.objects.exists()
    bounce(mail["Message-ID"])
    assert Bouncing.objects.get().address == ana.email


def test_one_unsubscribes_there_and_new_topics_keep_their_addresses(mail, settings, topic, ana):
    token = re.search(r"subject=unsubscribe%20([\w.-]+)", mail["List-Unsubscribe"])[1]
    stopped = reply(subject=f"unsubscribe {token}")
    assert fate(stopped) == ("obeyed", "")

    assert is_known(BOX.upper())
    assert not is_known("keepers.questions@in.hall.example")
    assert topic.space.mail_address == ""
    settings.MAIL_IN = "%s@office.example"
    topic.space.takes_mail = True
    topic.space.save()
    to = topic.space.mail_address
    assert to == f"keepers.{topic.space.slug}@office.example"
    asked = a_mail(to, by=ana.email, subject="[question] Where is the ladder?")
    # Servers that know aliases put all into the mailbox, and leave in To whom it was for.
    assert fate(come(vouched_for(asked), to=BOX)) == ("posted", "")
    assert Topic.objects.latest("pk").title == "Where is the ladder?"
    assert Email.objects.filter(user=ana, message_id__regex=KEY).count() == 1
