"""The same mail in two hands, and two mails at the same moment."""

import pytest

from core.models import OutboxEvent
from discussions.models import Post
from notifications.inbound.processing import see_to, take_waiting
from notifications.inbound.taking_in import take_in
from notifications.models import Arrival, Rejection
from tests.notifications.inbound.mails import a_mail
from tests.racing import queue_for, race

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_mail_that_two_workers_see_to_is_posted_once(to_answer, ana, topic):
    mail = a_mail(to_answer, by=ana.email)
    take_in(mail.as_bytes(), sender=ana.email, recipients=[to_answer])
    first, second = Arrival.objects.get(), Arrival.objects.get()

    results = queue_for(Arrival.objects.all(), lambda: see_to(first), lambda: see_to(second))

    assert results == [None, None]
    assert Post.objects.filter(author=ana, number__gt=1).count() == 1
    assert Arrival.objects.get().state == "posted"


def test_a_stream_that_two_workers_stop_is_confirmed_once(to_answer, ana, topic):
    """Where no nonce tells what was done before, the lock on the mail does."""
    mail = a_mail(to_answer, by=ana.email, text="unsubscribe")
    take_in(mail.as_bytes(), sender=ana.email, recipients=[to_answer])
    first, second = Arrival.objects.get(), Arrival.objects.get()

    queue_for(Arrival.objects.all(), lambda: see_to(first), lambda: see_to(second))

    assert OutboxEvent.objects.filter(name="notifications.UnsubscribedByMail").count() == 1


def test_a_mail_that_comes_twice_at_once_is_kept_once(to_answer, ana):
    raw = a_mail(to_answer, by=ana.email).as_bytes()

    def take() -> None:
        take_in(raw, sender=ana.email, recipients=[to_answer])

    assert race(take, take, take) == [None, None, None]
    assert Arrival.objects.count() == 1


def test_workers_take_a_mail_each(to_answer, ana, topic):
    for _ in range(6):
        mail = a_mail(to_answer, by=ana.email)
        take_in(mail.as_bytes(), sender=ana.email, recipients=[to_answer])

    race(*[lambda: take_waiting(seconds=30)] * 3)

    assert Post.objects.filter(author=ana, number__gt=1).count() == 6


def test_one_sender_is_told_a_reason_once_though_asked_at_once():
    def tell() -> bool:
        return Rejection.objects.first_today("ana@home.example", "empty")

    assert sorted(race(tell, tell, tell)) == [False, False, True]
