"""A worker may die over a mail at any moment: nothing is lost, and nothing is done twice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from notifications.inbound.processing import see_to, take_waiting
from notifications.inbound.taking_in import take_in
from notifications.models import Arrival, ReplyAddress
from notifications.tasks import forget_mail
from tests.notifications.inbound.mails import a_mail, come

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(to_answer, ana) -> Arrival:
    take_in(a_mail(to_answer, by=ana.email).as_bytes(), sender=ana.email, recipients=[to_answer])
    return Arrival.objects.get()


def test_one_in_a_living_workers_hands_is_left_to_it(waiting, topic):
    Arrival.objects.claim()

    take_waiting(seconds=5)

    assert topic.posts.count() == 2


def test_one_whose_worker_died_is_taken_up_later_and_later(waiting, topic):
    leases = []
    for _ in range(3):
        claimed = Arrival.objects.claim()
        leases.append(round((claimed.leased_until - timezone.now()).total_seconds() / 60))
        Arrival.objects.update(leased_until=timezone.now() - timedelta(seconds=1))

    take_waiting(seconds=5)

    assert leases == [2, 4, 8]
    assert topic.posts.count() == 3


def test_one_that_killed_five_workers_has_failed(waiting, topic):
    past = timezone.now() - timedelta(seconds=1)
    Arrival.objects.update(attempts=5, leased_until=past)

    take_waiting(seconds=5)

    assert list(Arrival.objects.values_list("state", "reason")) == [("failed", "broken")]
    assert topic.posts.count() == 2


def test_the_post_and_the_word_that_it_is_posted_are_one(to_answer, ana, topic):
    """What the database refuses at the last moment, as a row that is gone, leaves neither."""
    take_in(a_mail(to_answer, by=ana.email).as_bytes(), sender=ana.email, recipients=[to_answer])
    claimed = Arrival.objects.claim()
    Arrival.objects.all().delete()

    with pytest.raises(Arrival.DoesNotExist):
        see_to(claimed)

    assert topic.posts.count() == 2


def test_what_a_mail_said_is_forgotten_in_time_and_what_became_of_it_is_not(to_answer, ana):
    arrival = come(a_mail(to_answer, by=ana.email))
    held = come(a_mail(to_answer, by="ana@elsewhere.example"))
    Arrival.objects.update(came_at=timezone.now() - timedelta(days=31))
    fresh = come(a_mail(to_answer, by=ana.email))

    forget_mail()

    kept = dict(Arrival.objects.filter(raw__isnull=False).values_list("pk", "state"))
    assert kept == {fresh.pk: "posted"}
    assert Arrival.objects.get(pk=arrival.pk).state == "posted"
    assert Arrival.objects.get(pk=held.pk).reason == "thrown_away"


def test_an_address_is_remembered_for_a_while_after_its_end(to_answer):
    ReplyAddress.objects.update(expires_at=timezone.now() - timedelta(days=89))
    forget_mail()
    assert ReplyAddress.objects.exists()

    ReplyAddress.objects.update(expires_at=timezone.now() - timedelta(days=91))
    forget_mail()
    assert not ReplyAddress.objects.exists()


def test_a_thing_mailed_of_by_many_costs_the_same_however_many(
    topic, answer, django_assert_num_queries
):
    author = topic.author
    for things in (1, 30):
        wanted = [(author.pk, f"post:{n}", "community:1") for n in range(things)]
        with django_assert_num_queries(3):  # what there is, what is new, and again what there is
            ReplyAddress.objects.for_each(wanted, {author.pk: author.email})
        ReplyAddress.objects.all().delete()
