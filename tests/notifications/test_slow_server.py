"""A mail server that takes its time: a worker stops before its task is stopped for it."""

import time
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from notifications import digesting, sending
from notifications.models import Digest, Email, Rhythm
from notifications.models.digest import State
from notifications.planning import plan_due
from notifications.post_office import post_office
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space, start_topic

pytestmark = pytest.mark.django_db

NEEDS = 25  # seconds for each mail: less than half of `FRESH`


class Slow(EmailBackend):
    past = 0

    def send_messages(self, messages):
        Slow.past += NEEDS
        return super().send_messages(messages)


@pytest.fixture(autouse=True)
def _slow_server(settings, monkeypatch):
    clock = SimpleNamespace(monotonic=lambda: time.monotonic() + Slow.past)
    for module in (digesting, sending):
        monkeypatch.setattr(module, "time", clock)
    settings.EMAIL_BACKEND = f"{__name__}.Slow"
    post_office.close()
    yield
    post_office.close()


def plan(readers: int) -> None:
    community = CommunityFactory()
    for _ in range(readers):
        join(community)
    topic = start_topic(space=first_space(community))
    plan_due()
    Rhythm.objects.get(user=topic.author).stop()
    Rhythm.objects.exclude(due_at=None).update(due_at=timezone.now())
    assert plan_due() == readers


def test_of_digests_what_there_is_no_time_for_waits_for_the_next_run():
    plan(4)
    digesting.send_planned(seconds=40)

    assert len(mail.outbox) == 2
    assert Digest.objects.waiting().count() == 2

    digesting.send_planned(seconds=40)

    assert len({message.to[0] for message in mail.outbox}) == 4


def test_of_mails_what_there_is_no_time_for_waits_for_the_next_run(relay, settings):
    settings.MAIL_QUIET_MINUTES = 10
    community = CommunityFactory()
    for _ in range(4):
        add_post(start_topic(space=first_space(community), by=join(community)))
    relay()
    Email.objects.update(due_at=timezone.now())

    sending.send_owed(seconds=40)

    assert len(mail.outbox) == 2
    assert Email.objects.waiting().count() == 2

    sending.send_owed(seconds=40)

    assert len({message.to[0] for message in mail.outbox}) == 4


def test_the_one_before_the_last_is_written_down_as_the_last_is():
    """That it has arrived is written by another statement than of the last: no row tells which."""
    plan(2)
    digesting.send_planned(seconds=600)

    rows = Digest.objects.values_list(
        "state", "leased_until", "email__state", "email__leased_until", "email__error"
    )
    assert set(rows) == {(State.SENT, None, "sent", None, "")}
    assert len(rows) == 2
    assert Email.objects.filter(sent_at=None).count() == 0
