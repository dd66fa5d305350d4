"""What a mail that goes out says of how it is answered, and that it is true."""

import re

import pytest

from discussions.models import Closure
from notifications.models import ReplyAddress
from tests.communities.factories import join
from tests.discussions.factories import add_post
from tests.notifications.inbound.mails import a_mail, come

pytestmark = pytest.mark.django_db

TOKEN = r"r\.[0-9a-f]{32}@in\.hall\.example"


def parts_of(mail) -> list[str]:
    return [mail.get_body((kind,)).get_content() for kind in ("plain", "html")]


def reply_to(mail) -> str:
    return mail["Reply-To"].addresses[0].addr_spec


def test_it_carries_an_address_for_its_readers_reply(topic, ana, relay, sink):
    relay()

    [mail] = sink.to(ana.email)
    assert re.fullmatch(rf"Keepers <{TOKEN}>", mail["Reply-To"])
    assert mail["List-Post"] == f"<mailto:{reply_to(mail)}>"
    assert re.search(
        r"<mailto:u\.[\w.-]+@in\.hall\.example\?subject=unsubscribe>",
        mail["List-Unsubscribe"].replace(" ", ""),
    )
    assert all("Reply to this email to answer." in part for part in parts_of(mail))


def test_the_reply_goes_where_it_says(topic, ana, answer, relay, sink):
    relay()
    [mail] = sink.to(ana.email)

    come(a_mail(reply_to(mail), by=ana.email))

    assert topic.posts.get(number=3).parent == answer


def test_each_reader_has_an_address_of_their_own(topic, ana, relay, sink):
    other = join(topic.community)
    add_post(topic, by=other)
    add_post(topic, by=ana)
    relay()

    addresses = [reply_to(mail) for mail in sink.messages]
    assert len(addresses) > 2
    assert len(set(addresses)) == len(addresses)


def test_of_several_items_each_is_answered_apart(topic, ana, answer, relay, sink):
    second = add_post(topic, by=join(topic.community), source="Under the mat.")
    relay()

    [mail] = sink.to(ana.email)
    plain, html = parts_of(mail)
    named = re.findall(rf"Reply to this by email: ({TOKEN})", plain)
    assert re.findall(rf"mailto:({TOKEN})\?", html) == named
    assert [target_of(one) for one in named] == [f"post:{answer.pk}", f"post:{second.pk}"]
    assert reply_to(mail) == named[-1]


def target_of(address: str) -> str:
    return ReplyAddress.objects.find(address.partition("@")[0].removeprefix("r.")).target


def test_a_mail_about_a_closed_topic_takes_none(topic, ana, relay, sink):
    relay()
    sink.messages.clear()
    moderator = join(topic.community, role="moderator")
    Closure.objects.close(topic, by=moderator, reason="off_topic")
    relay()

    [mail] = sink.to(ana.email)
    assert "no-reply@hall.example" in mail["Reply-To"]
    assert mail["List-Post"] is None
    assert not any("Reply to this email" in part for part in parts_of(mail))


def test_where_no_mail_comes_in_nothing_speaks_of_it(topic, ana, relay, sink, settings):
    settings.MAIL_IN = ""
    relay()

    [mail] = sink.to(ana.email)
    assert "no-reply@hall.example" in mail["Reply-To"]
    assert mail["List-Post"] is None
    assert not any("Reply to this email" in part for part in parts_of(mail))
    assert not ReplyAddress.objects.exists()
