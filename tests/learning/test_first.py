"""Who asked what a workshop takes up comes first: for a while its seats are theirs alone."""

from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from communities.models import Community, Role
from core.models import OutboxEvent
from discussions.models import Topic, Vote
from learning.calendars.answering import answer_in_words
from learning.calendars.models import Said
from learning.models import Registration, SeriesPlace, Workshop
from learning.series.models import Series
from learning.workshops.beat import see_to_seats
from learning.workshops.errors import NotOpenYet
from notifications.inbound import Refused
from notifications.models import Follow, Level, Notice
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import first_space, start_topic
from tests.learning.factories import (
    come_to_all,
    later,
    propose_series,
    propose_workshop,
    publish_workshop,
    register,
)
from tests.learning.test_questions import told
from tests.learning.test_workshop_news import whole
from tests.learning.test_workshops import as_user, text
from tests.racing import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def community() -> Community:
    return CommunityFactory()


@pytest.fixture
def topic(community) -> Topic:
    return start_topic(space=first_space(community), title="What of the turnstone?")


def follow(user, community: Community) -> None:
    Follow.objects.choose(first_space(community).scope, Level.WATCHING, by=user)


def again(workshop: Workshop) -> Workshop:
    return Workshop.objects.for_page().get(pk=workshop.pk)


def test_who_asked_voted_or_wrote_is_told_at_once_and_the_others_once_it_opens(
    community, topic, relay
):
    voter, writer, other, late = (join(community) for _ in range(4))
    Vote.objects.cast(topic.opening, by=voter)
    topic.reply("I wonder, too.", by=writer)
    for somebody in (other, voter):
        follow(somebody, community)
    workshop = publish_workshop(community=community, topics=[topic], takes_guests=True)
    Vote.objects.cast(topic.opening, by=late)  # of which it has been published: too late
    relay()
    first = (topic.author, voter, writer)
    assert [told(one, "YourQuestionIsTakenUp") for one in (*first, other, late)] == [1, 1, 1, 0, 0]
    assert told(other, "WorkshopIsPlanned") == 0
    letters = [whole(one) for one in mail.outbox if one.to == [voter.email]]
    assert "kept for you and the others who asked until" in letters[-1]
    hours = workshop.open_to_all_at - workshop.published_at
    assert abs(hours - timedelta(hours=24)) < timedelta(minutes=1)

    api = f"/api/v1/workshops/{workshop.pk}/registration/"
    page = f"{workshop.address}registration/"
    for somebody, status in ((other, 403), (late, 403), (voter, 200)):
        sent = {"mode": "online"}
        got = as_user(somebody).put(api, sent, content_type="application/json")
        assert got.status_code == status
        assert ("All can register from" in text(got)) == (status == 403)
        on_page = as_user(somebody).post(page, sent)
        assert on_page.status_code == (403 if status == 403 else 302)
    with pytest.raises(Refused) as refused:
        answer_in_words(workshop, Said.YES, by=other)
    assert "All can register from" in refused.value.said
    answer_in_words(workshop, Said.YES, by=writer)
    with pytest.raises(NotOpenYet):
        register(workshop, other)
    assert Client().get(f"{workshop.address}guests/").status_code == 403
    assert Registration.objects.filter(workshop=workshop).count() == 2

    other.timezone = "Asia/Tokyo"
    other.save(update_fields=["timezone"])
    shown = text(as_user(other).get(workshop.get_absolute_url()))
    assert "Those who asked come first." in shown
    assert "Berlin" in shown.partition("All can register from")[2][:80]
    assert "Tokyo" in shown.partition("All can register from")[2][:200]
    assert "You come first." not in shown
    assert "You come first." in text(as_user(topic.author).get(workshop.get_absolute_url()))

    see_to_seats()  # it is not time yet
    relay()
    assert told(other, "WorkshopIsOpen") == 0
    with time_machine.travel(workshop.open_to_all_at + timedelta(minutes=1), tick=False):
        register(workshop, late)  # also while no worker has said so
        for _again in range(2):
            see_to_seats()
            relay()
        assert told(other, "WorkshopIsOpen") == 1
        assert told(voter, "WorkshopIsOpen") == 0  # was told before
        assert again(workshop).open_to_all_at is None
        assert as_user(other).post(page, {"mode": "online"}).status_code == 302


def test_who_voted_is_learned_by_nobody_who_reads_who_comes(community, topic):
    voter, other = join(community), join(community)
    Vote.objects.cast(topic.opening, by=voter)
    workshop = publish_workshop(community=community, topics=[topic], names_for="readers")
    register(workshop, voter, shows_name=True)
    company = f"/api/v1/workshops/{workshop.pk}/company/"
    for _held in range(2):
        read = text(as_user(other).get(workshop.get_absolute_url()))
        read += text(as_user(other).get(company))
        assert (voter.handle in read) == (again(workshop).open_to_all_at is None)
        again(workshop).open_up(early=True)


@pytest.mark.parametrize(
    ("days", "asked", "hours"),
    [(10, True, 24), (1, True, 6), (0.24, True, None), (10, False, None)],
)
def test_they_have_a_quarter_of_what_is_left_and_a_day_at_most(
    community, topic, days, asked, hours
):
    topics = [topic] if asked else []
    workshop = publish_workshop(community=community, topics=topics, when=later(days=days))
    if hours is None:
        assert workshop.open_to_all_at is None
        return
    lasts = workshop.open_to_all_at - workshop.published_at
    assert abs(lasts - timedelta(hours=hours)) < timedelta(minutes=1)
    workshop.move(later(days=0.5), by=workshop.proposed_by)
    assert again(workshop).open_to_all_at - timezone.now() < timedelta(hours=3, minutes=1)


def test_hosts_alone_asked_nobody_first(community):
    host = join(community)
    topic = start_topic(space=first_space(community), by=host)
    workshop = publish_workshop(community=community, by=host, topics=[topic])
    assert workshop.open_to_all_at is None


def test_hosts_and_facilitators_open_it_earlier_and_nobody_else(community, topic, relay):
    other = join(community)
    follow(other, community)
    for surface in ("page", "api"):
        workshop = publish_workshop(community=community, topics=[topic])
        relay()
        path = f"{workshop.address}opening/"
        if surface == "api":
            path = f"/api/v1/workshops/{workshop.pk}/opening/"
        for somebody in (topic.author, other):
            assert as_user(somebody).post(path).status_code == 403
        done = as_user(workshop.proposed_by).post(path)
        assert done.status_code == (302 if surface == "page" else 200)
        assert again(workshop).open_to_all_at is None
        assert as_user(workshop.proposed_by).post(path).status_code == 403  # it is open
        relay()
        publisher = Notice.objects.filter(user=other).latest("pk").actor
        assert publisher.pk != workshop.proposed_by_id
        register(workshop, other)
    assert told(other, "WorkshopIsOpen") == 2


def test_what_is_cancelled_meanwhile_opens_to_nobody(community, topic, relay):
    other = join(community)
    follow(other, community)
    workshop = publish_workshop(community=community, topics=[topic])
    workshop.cancel(by=workshop.proposed_by, note="Ill.")
    with time_machine.travel(workshop.open_to_all_at + timedelta(minutes=1), tick=False):
        see_to_seats()
        relay()
    assert told(other, "WorkshopIsOpen") == 0


def test_who_comes_to_all_of_a_series_is_taken_in_once_it_opens(community, topic, relay):
    series = propose_series(community=community)
    date = series.workshops.order_by("pk")[0]
    as_user(series.proposed_by).post(f"{date.address}questions/", {"topic": str(topic.pk)})
    assert date.questions.count() == 1
    series.release(by=join(community, role=Role.FACILITATOR))
    relay()
    assert told(topic.author, "YourQuestionIsTakenUp") == 1
    member = join(community)
    assert len(come_to_all(Series.objects.get(), member)) == 2
    again(date).open_up(early=True)
    relay()
    assert Registration.objects.of(member).count() == 3
    assert told(member, "YouComeToASeries") == 2
    # Where nothing is open to them, they are told so, and nothing is kept of it.
    for one in series.workshops.exclude(pk=date.pk):
        one.cancel(by=series.proposed_by)
    Workshop.objects.filter(pk=date.pk).update(open_to_all_at=timezone.now() + timedelta(hours=1))
    with pytest.raises(NotOpenYet):
        come_to_all(series, other := join(community))
    assert not SeriesPlace.objects.filter(user=other).exists()


@pytest.mark.django_db(transaction=True)
def test_it_opens_once_however_many_say_so_at_once(community, topic):
    workshop = publish_workshop(community=community, topics=[topic])
    race(*[partial(again(workshop).open_up, early=True)] * 4)
    assert OutboxEvent.objects.filter(name="learning.WorkshopOpened").count() == 1


def test_a_proposal_opens_to_nobody(community, topic):
    workshop = propose_workshop(community=community, topics=[topic])
    path = f"/api/v1/workshops/{workshop.pk}/opening/"
    assert as_user(workshop.proposed_by).post(path).status_code == 403
