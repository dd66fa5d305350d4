"""So many mails with news in a day and no more, which the last one and the log say."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from discussions.notices import YourQuestionWasAnswered
from notifications.allowance import Allowance
from notifications.digesting import send_planned
from notifications.models import Email, Notice
from notifications.models.email import NOTICES, State
from notifications.planning import plan_due
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space, start_topic
from tests.notifications.test_digest import MONDAY_AT_EIGHT, letters
from tests.notifications.test_mail_log import listed

pytestmark = pytest.mark.django_db

LAST = "the last one with news until tomorrow"


@pytest.fixture
def asker(settings, relay):
    """Somebody with four questions, so that what answers them makes four mails."""
    settings.MAIL_DAILY_MOST = 3
    with time_machine.travel(MONDAY_AT_EIGHT - timedelta(days=1, hours=9), tick=False):
        space = first_space(CommunityFactory())
        asker = join(space.community)
        for number in range(4):
            start_topic(space=space, by=asker, title=f"Where is key number {number}?")
        relay()
        plan_due()
        yield asker


def answer_all(asker, relay) -> list[str]:
    """Have each answered; the mails that come of it."""
    mail.outbox.clear()
    for topic in asker.topics.order_by("pk"):
        add_post(topic)
        relay()
    sent = [m for m in mail.outbox if m.to == [asker.email] and "digest" not in m.subject]
    assert all((LAST in m.body) == (LAST in m.alternatives[0].content) for m in sent)
    return [m.body for m in sent]


def test_what_is_more_is_skipped_with_a_word_and_told_in_the_next_digest(asker, relay):
    sent = answer_all(asker, relay)

    assert [LAST in body for body in sent] == [False, False, True]
    assert "This is email number 3 to you today" in sent[-1]
    [skipped, *_sent] = listed(asker)
    assert (skipped["state"], skipped["reason"]) == ("skipped", "many")
    assert skipped["why"].startswith("You had had as many emails that day as one gets.")
    [waits] = Notice.objects.unread().filter(user=asker, email__state=State.SKIPPED)

    with time_machine.travel(MONDAY_AT_EIGHT, tick=False):
        plan_due()
        send_planned(seconds=5)
        [digest] = letters(asker)
        assert waits.title in digest
        assert LAST not in digest
        # Another day, by the clock on the reader's wall.
        assert len(answer_all(asker, relay)) == 3


def test_an_invitation_for_a_calendar_goes_out_all_the_same(asker, relay, monkeypatch):
    monkeypatch.setattr(YourQuestionWasAnswered, "invites", True)

    assert [LAST in body for body in answer_all(asker, relay)] == [False, False, True, False]


def test_none_of_it_where_there_is_no_end(asker, relay, settings):
    settings.MAIL_DAILY_MOST = 0

    assert [LAST in body for body in answer_all(asker, relay)] == [False] * 4


@pytest.mark.parametrize("readers", [1, 3])
def test_what_other_workers_hold_is_counted_for_all_in_one_query(
    readers, settings, django_assert_num_queries
):
    settings.MAIL_DAILY_MOST = 4
    now = timezone.now()
    usual = {"kind": NOTICES, "state": State.CLAIMED, "leased_until": now + Email.LEASE}
    mine, users = [], {}
    for user in UserFactory.create_batch(readers, timezone="Pacific/Auckland"):
        midnight = timezone.localtime(now, user.zone).replace(hour=0, minute=0, second=0)
        gone = {"state": State.SENT, "user": user, "taken_at": midnight + timedelta(minutes=1)}
        Email.objects.create(**usual | gone)
        Email.objects.create(**usual | gone | {"taken_at": midnight - timedelta(hours=1)})
        Email.objects.create(**usual | gone | {"kind": "digest"})
        Email.objects.create(**usual, user=user)  # another's, and older: it goes first
        Email.objects.create(**usual | {"user": user, "leased_until": now - Email.LEASE})
        mine.append(Email.objects.create(**usual, user=user))
        Email.objects.create(**usual, user=user)
        users[user.pk] = user

    with django_assert_num_queries(1):
        allowance = Allowance(mine, users, now)
    assert [allowance.left(email) for email in mine] == [2] * readers
    allowance.spend(mine[0])
    assert allowance.left(mine[0]) == 1
