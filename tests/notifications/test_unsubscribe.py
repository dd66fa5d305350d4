"""The address in a mail that stops it: without signing in, for ever, and nothing else."""

import re
from datetime import date

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from core.relay import drain
from notifications.models import Digest, Notice, Preference, Rhythm, Unsubscription
from notifications.unsubscribing import token_for
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space, start_topic

pytestmark = pytest.mark.django_db

CANARY = "Kestrel-7431"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def topic(relay):
    topic = start_topic(title="Where is the key?")
    add_post(topic)
    relay()
    return topic


def way_out() -> str:
    """The path that the mail program would post to."""
    [header] = [m.message()["List-Unsubscribe"] for m in mail.outbox[-1:]]
    return re.search(r"https?://[^/]+([^>]+)", str(header))[1]


def strict() -> Client:
    """A mail program: no cookies, no token, and the checks that a browser meets."""
    return Client(enforce_csrf_checks=True)


def test_a_click_in_the_mail_program_stops_that_topic(topic, relay):
    response = strict().post(way_out(), ONE_CLICK)
    mail.outbox.clear()
    add_post(topic)
    relay()

    assert response.status_code == 200
    assert [message for message in mail.outbox if message.to == [topic.author.email]] == []
    assert Notice.objects.filter(user=topic.author, group=topic.target).count() == 2


def test_it_stops_nothing_else(topic, relay):
    strict().post(way_out(), ONE_CLICK)
    other = start_topic(space=topic.space, by=topic.author)
    add_post(other)
    relay()

    assert [message.to for message in mail.outbox[1:]] == [[topic.author.email]]
    assert not Rhythm.objects.filter(user=topic.author, every="off").exists()


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_at_the_address_changes_nothing(topic, method):
    response = getattr(strict(), method)(way_out())

    assert response.status_code == 200
    assert not Unsubscription.objects.exists()


def test_the_page_says_what_it_is_about_and_offers_the_way_back(topic):
    path = way_out()
    before = strict().get(path).content.decode()
    stopped = strict().post(path).content.decode()
    strict().post(path, {"resume": "yes"})

    assert "Where is the key?" in before
    assert 'name="resume"' in stopped
    assert not Unsubscription.objects.exists()


def test_the_page_names_nothing_that_its_reader_may_not_see_any_more(relay):
    community = CommunityFactory(name="Keepers", visibility="secret")
    asker = join(community)
    topic = start_topic(space=first_space(community), by=asker, title="Where is the key?")
    add_post(topic)
    relay()
    path = way_out()
    asker.memberships.get().leave()

    page = strict().get(path).content.decode()
    strict().post(path)

    assert "Where is the key?" not in page
    assert "Keepers" not in page
    assert Unsubscription.objects.filter(user=asker).exists()


def test_it_works_years_later_and_after_the_key_of_the_site_changed(topic, settings):
    path = way_out()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", []

    with time_machine.travel("2031-01-01T00:00Z"):
        response = strict().post(path, ONE_CLICK)

    assert response.status_code == 200
    assert Unsubscription.objects.filter(user=topic.author, stream=topic.target).exists()


def test_the_text_of_the_mail_also_has_the_way_out_of_the_community(topic, relay):
    [all_mail] = re.findall(r"Stop all email from .*: http://[^/]+(\S+)", mail.outbox[-1].body)

    strict().post(all_mail)
    mail.outbox.clear()
    add_post(start_topic(space=topic.space, by=topic.author))
    relay()

    assert mail.outbox == []


def test_the_digest_and_all_notices_have_ways_out_too():
    user = UserFactory()
    preference = Preference.objects.of(user)
    for stream in ("digest", "notices"):
        strict().post(f"/unsubscribe/{token_for(preference, stream)}/", ONE_CLICK)

    preference.refresh_from_db()
    rhythm = Rhythm.objects.get(user=user)
    assert Unsubscription.objects.filter(user=user, stream="notices").exists()
    assert (rhythm.every, rhythm.due_at) == ("off", None)

    strict().post(f"/unsubscribe/{token_for(preference, 'digest')}/", {"resume": "yes"})
    rhythm.refresh_from_db()
    assert rhythm.every == "weekly"
    assert rhythm.due_at is not None


def test_the_way_out_of_one_digest_stops_that_one():
    community = CommunityFactory(name="Keepers")
    user = join(community)
    Rhythm.objects.enrol([user])
    Rhythm.objects.choose(community.scope, by=user, every="monthly", weekday=2, hour=9)
    Digest.objects.create(
        user=user,
        scope=community.scope,
        every="monthly",
        period_end=date(2026, 11, 4),
        since=timezone.now(),
        due_at=timezone.now(),
    )
    address = f"/unsubscribe/{token_for(Preference.objects.of(user), f'digest/{community.scope}')}/"

    assert "Keepers" in strict().get(address).content.decode()
    strict().post(address, ONE_CLICK)
    assert rhythms_of(user) == {"": "weekly", community.scope: "off"}

    strict().post(address, {"resume": "yes"})
    assert rhythms_of(user) == {"": "weekly", community.scope: "monthly"}


def test_the_way_out_of_the_digest_of_a_community_that_was_left_is_of_no_use():
    community = CommunityFactory(visibility="secret", name=CANARY)
    user = join(community)
    Rhythm.objects.choose(community.scope, by=user, every="daily", weekday=0, hour=9)
    address = f"/unsubscribe/{token_for(Preference.objects.of(user), f'digest/{community.scope}')}/"
    community.memberships.get(user=user).leave()
    drain()

    page = strict().post(address, ONE_CLICK).content.decode()

    assert "These emails are stopped" in page
    assert CANARY not in page
    assert rhythms_of(user) == {}


def rhythms_of(user) -> dict[str, str]:
    return dict(Rhythm.objects.filter(user=user).values_list("scope", "every"))


def test_the_address_signs_nobody_in(topic):
    browser = Client()
    browser.get(way_out())
    browser.post(way_out(), ONE_CLICK)

    assert "session" not in browser.cookies
    assert browser.get("/notices/").status_code == 302


@pytest.mark.parametrize(
    "forge",
    [
        lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"),
        lambda token: "." + token.partition(".")[2],
        lambda token: token.partition(".")[0],
        lambda token: token.partition(".")[0] + "." + "é" * 22,
        lambda token: "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5IHg." + token.partition(".")[2],
        lambda token: "no-token-at-all",
    ],
)
def test_a_token_not_made_here_is_not_found(topic, forge):
    token = way_out().split("/")[-2]

    assert strict().post(f"/unsubscribe/{forge(token)}/", ONE_CLICK).status_code == 404
    assert not Unsubscription.objects.exists()


def test_a_token_of_one_does_not_serve_for_another(topic):
    """The signature is of the user's own key over user and stream together."""
    token, other = way_out().split("/")[-2], UserFactory()
    mine = token_for(Preference.objects.of(other), topic.target)
    mixed = mine.partition(".")[0] + "." + token.partition(".")[2]

    assert strict().post(f"/unsubscribe/{mixed}/").status_code == 404
