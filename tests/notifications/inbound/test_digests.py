"""An item of a digest is answered by mail as a notice is."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.core import mail

from discussions.models import Closure
from notifications.digesting import send_planned
from notifications.planning import plan_due
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import first_space, start_topic
from tests.notifications.inbound.mails import a_mail, come

pytestmark = pytest.mark.django_db

ADDRESS = r"r\.[0-9a-f]{32}@in\.hall\.example"


@pytest.fixture
def week():
    """A reader, two questions that nobody has answered, and one that is closed."""
    with time_machine.travel(datetime(2026, 11, 19, 12, tzinfo=UTC), tick=False) as clock:
        community = CommunityFactory(name="Keepers")
        reader = join(community)
        topics = [
            start_topic(space=first_space(community), title=title)
            for title in ("Where is the key?", "Who has the key?", "Is there a key?")
        ]
        Closure.objects.close(topics[2], by=topics[2].author, reason="off_topic")
        plan_due()
        clock.move_to(datetime(2026, 11, 23, 8, tzinfo=UTC))
        yield reader, topics


def letter_to(reader):
    plan_due()
    send_planned(seconds=30)
    [letter] = [one for one in mail.outbox if one.to == [reader.email]]
    return letter


def test_each_item_has_an_address_and_a_reply_goes_to_its_topic(week):
    reader, topics = week
    letter = letter_to(reader)
    addresses = re.findall(rf"Reply by email: ({ADDRESS})", letter.body)
    html = letter.alternatives[0][0]

    assert len(set(addresses)) == 2
    assert all(f"mailto:{address}" in html for address in addresses)
    for address in addresses:
        come(a_mail(address, by=reader.email, text="In the drawer."))
    assert [topic.posts.count() for topic in topics] == [2, 2, 1]


def test_where_no_mail_comes_in_there_is_none(week, settings):
    settings.MAIL_IN = ""
    reader, _topics = week

    assert "Reply by email" not in letter_to(reader).body
