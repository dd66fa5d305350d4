"""An item of a digest is answered by mail as a notice is."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from discussions.models import Closure
from notifications.digest import Reader
from notifications.digesting import send_planned
from notifications.editions import drafts_for
from notifications.models import Arrival, Channel, Delivery
from notifications.planning import plan_due
from notifications.waiting import HeldMail
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import first_space, start_topic
from tests.notifications.inbound.mails import a_mail, come

pytestmark = pytest.mark.django_db

CANARY = "Kestrel-7431"
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


def test_mail_in_ones_name_waits_in_the_digest_and_says_nothing_of_itself(week, relay):
    reader, _topics = week
    for _ in range(2):
        come(a_mail("in@in.hall.example", by="x@elsewhere.example", text=CANARY, subject=CANARY))
    Arrival.objects.update(user=reader, state="held", reason="unproven")
    come(a_mail("in@in.hall.example", by="x@elsewhere.example"))  # of nobody here

    letter = letter_to(reader)

    waiting = letter.body.partition("WHAT WAITS FOR YOU")[2].partition("YOU COULD ANSWER")[0]
    assert "2 emails in your name wait for you" in waiting
    assert "https://hall.example/settings/held/" in waiting
    assert CANARY not in str(letter.message())


def test_mail_in_ones_name_is_told_of_once_and_brings_no_letter_by_itself(week):
    reader, topics = week
    come(a_mail("in@in.hall.example", by="x@elsewhere.example"))
    Arrival.objects.update(user=reader, state="held", reason="unproven")
    now = timezone.now()
    one = Reader(reader, {f"user:{reader.pk}"}, now - timedelta(days=7), now)

    def told(**more) -> list[str]:
        contents = drafts_for([replace(one, **more)])[reader.pk]._sections
        return [item.title for _section, items in contents for item in items]

    assert told() == ["1 email in your name waits for you"]
    assert told(scope=topics[0].community.scope) == []
    assert drafts_for([one])[reader.pk].contents == []
    Delivery.objects.record(reader.pk, [f"held:{Arrival.objects.get().pk}"], Channel.DIGEST)
    assert told() == []


@pytest.mark.parametrize("readers", [1, 3])
def test_what_is_held_costs_one_query(django_assert_num_queries, readers):
    now = timezone.now()
    users = [join(CommunityFactory()) for _ in range(readers)]
    for user in users:
        come(a_mail("in@in.hall.example", by="x@elsewhere.example"))
        Arrival.objects.filter(user=None).update(user=user, state="held")
    batch = [Reader(user, {f"user:{user.pk}"}, now, now) for user in users]

    with django_assert_num_queries(1):
        found = HeldMail().gather(batch)

    assert [len(found[user.pk]) for user in users] == [1] * readers


def test_where_no_mail_comes_in_there_is_none(week, settings):
    settings.MAIL_IN = ""
    reader, _topics = week

    assert "Reply by email" not in letter_to(reader).body
