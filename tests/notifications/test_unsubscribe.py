"""The address in a mail that stops it: without signing in, for ever, and nothing else."""

import re

import pytest
import time_machine
from django.core import mail
from django.test import Client

from notifications.models import Notice, Preference, Unsubscription
from notifications.unsubscribing import token_for
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space, start_topic

pytestmark = pytest.mark.django_db

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
    assert Preference.objects.get(user=topic.author).mails_digest


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
    assert Unsubscription.objects.filter(user=user, stream="notices").exists()
    assert preference.mails_digest is False
    assert preference.digest_due_at is None

    strict().post(f"/unsubscribe/{token_for(preference, 'digest')}/", {"resume": "yes"})
    preference.refresh_from_db()
    assert preference.digest_due_at is not None


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
