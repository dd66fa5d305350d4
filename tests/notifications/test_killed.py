"""Digests while their senders are killed, counted at a real mail server."""

import os
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from kombu.exceptions import OperationalError

from accounts.models import User
from communities.models import Membership
from notifications.models import Digest, Email, Rhythm
from notifications.models.digest import State
from notifications.planning import plan_due
from notifications.tasks import plan_digests
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory
from tests.conftest import run_waiting_tasks
from tests.discussions.factories import first_space, start_topic

ROOT = Path(__file__).resolve().parents[2]
READERS = int(os.environ.get("DIGESTS_UNDER_FIRE", "500"))  # docs/benchmarks.md has thousands
READERS_WITHOUT_BROKER = 100
SENDERS = 2


def plan(number: int) -> None:
    """Digests that are due, each with something to say."""
    community = CommunityFactory()
    readers = User.objects.bulk_create(UserFactory.build_batch(number))
    Membership.objects.bulk_create(Membership(community=community, user=user) for user in readers)
    topic = start_topic(space=first_space(community))
    plan_due()
    Rhythm.objects.get(user=topic.author).stop()
    Rhythm.objects.exclude(due_at=None).update(due_at=timezone.now())
    assert plan_due() == number


def under_fire(port: int, seed: int) -> subprocess.Popen[str]:
    program = [sys.executable, "-m", "tests.notifications.senders_under_fire"]
    return subprocess.Popen(
        [*program, connection.settings_dict["NAME"], str(port), str(seed)],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "cop.settings"},
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.django_db(transaction=True)
def test_senders_killed_at_random_send_nothing_twice_and_list_what_they_held(sink):
    plan(READERS)
    senders = [under_fire(sink.port, seed) for seed in range(SENDERS)]
    kills = [int(sender.communicate()[0]) for sender in senders]

    got = Counter(message["To"] for message in sink.messages)
    states = dict(Digest.objects.values_list("user__email", "state"))
    sent = {address for address, state in states.items() if state == State.SENT}
    caught = {address for address, state in states.items() if state == State.SENDING}
    assert max(got.values()) == 1
    assert sent <= set(got) <= sent | caught
    assert len(sent) + len(caught) == READERS
    Email.objects.update(taken_at=timezone.now() - timedelta(hours=1))
    assert {digest.user.email for digest in Digest.objects.interrupted()} == caught
    assert {email.address for email in Email.objects.interrupted()} == caught
    sys.stdout.write(f"{len(got)} came; {sum(kills)} were killed, {len(caught)} were caught.\n")
    # Else nothing was proven: they were killed, and with a mail in their hands.
    assert sum(kills) > 10
    assert 0 < len(caught) <= sum(kills)


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_killed_loses_no_digest_and_has_none_sent_twice(sink, valkey):
    plan(READERS_WITHOUT_BROKER)
    plan_digests()  # rings for a sender
    valkey.process.kill()
    valkey.process.wait()
    with pytest.raises(OperationalError):
        plan_digests()
    assert sink.messages == []

    valkey.start()
    for _minute in range(3):
        plan_digests()
        run_waiting_tasks()

    assert Counter(message["To"] for message in sink.messages).most_common(1)[0][1] == 1
    assert len(sink.messages) == READERS_WITHOUT_BROKER
    assert not Digest.objects.exclude(user__email__in=[m["To"] for m in sink.messages]).exists()
