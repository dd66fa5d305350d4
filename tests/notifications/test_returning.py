"""An address to which mail was stopped: its owner is shown it, and has a way back."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.account.signals import email_changed, email_confirmed
from django.core import mail
from django.test import Client
from django.urls import reverse

from notifications.models import Bouncing, Suppression
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space, start_topic
from tests.discussions.test_pages import as_user, text

pytestmark = pytest.mark.django_db


def stopped(cause: str = "bounce", **person: object):
    user = UserFactory(**person)
    Bouncing.objects.create(address=user.email.lower(), score=4.0)
    Suppression.objects.stop(user.email, cause, "550 5.1.1 User unknown")
    user.refresh_from_db()
    return user


def check(user, *, api: bool = False):
    at = "/api/v1/emails/check/" if api else "/settings/emails/check/"
    return as_user(user).post(at)


def link() -> str:
    [path] = re.findall(r"https?://[^/]+(/emails/return/\S+/)", mail.outbox[-1].body)
    return path


@pytest.mark.parametrize(
    ("cause", "why"),
    [("bounce", "comes back"), ("complaint", "reported as spam"), ("operator", "No email goes to")],
)
def test_each_page_says_that_no_mail_goes_there_and_why(cause, why):
    user = stopped(cause)
    for path in ("/", "/notices/", "/c/"):
        page = text(as_user(user).get(path))
        assert why in page
        assert user.email in page


def test_nobody_else_is_shown_it():
    user = stopped()

    assert "mailstop" not in text(as_user(UserFactory()).get("/"))
    assert "mailstop" not in text(Client().get("/"))
    assert user.email not in text(as_user(UserFactory()).get(user.get_absolute_url()))


def test_it_costs_no_query(django_assert_num_queries):
    community = CommunityFactory()
    members = [join(community), join(community, stopped())]
    counts = []
    for member in members:
        client = as_user(member)
        client.get(community.get_absolute_url())
        with django_assert_num_queries(8):
            counts.append(client.get(community.get_absolute_url()))
    assert ["mailstop" in text(page) for page in counts] == [False, True]


@pytest.mark.parametrize("api", [False, True], ids=["web", "api"])
def test_the_button_in_a_mail_that_is_sent_there_all_the_same_resumes_mail(api, relay):
    user = stopped()

    assert check(user, api=api).status_code == (204 if api else 302)
    [message] = mail.outbox
    opened = Client().get(link())
    assert Suppression.objects.exists()  # to open it changes nothing
    pressed = Client().post(link())

    user.refresh_from_db()
    assert (message.to, opened.status_code, pressed.status_code) == ([user.email], 200, 200)
    assert user.mail_stopped == ""
    assert not Suppression.objects.exists()
    assert not Bouncing.objects.exists()
    mail.outbox.clear()
    community = CommunityFactory()
    add_post(start_topic(space=first_space(community), by=join(community, user)))
    relay()
    assert [sent.to for sent in mail.outbox] == [[user.email]]


def test_the_link_signs_nobody_in_and_serves_once(client):
    user = stopped()
    check(user)
    client.post(link())
    Suppression.objects.stop(user.email, "bounce")

    again = client.post(link())

    assert "This email is too old" in text(again)
    assert Suppression.objects.count() == 1
    assert "session" not in client.cookies


@pytest.mark.parametrize("token", ["x", "WzEsImEiXQ:1abc:def"])
def test_a_token_not_made_here_is_not_found(token):
    assert Client().post(reverse("notifications:return", args=[token])).status_code == 404


@pytest.mark.parametrize("api", [False, True], ids=["web", "api"])
def test_what_an_operator_stopped_is_not_resumed_by_oneself(api):
    user = stopped("operator")

    assert check(user, api=api).status_code == 409
    assert mail.outbox == []


def test_where_nothing_is_stopped_there_is_nothing_to_check():
    user = UserFactory()

    response = check(user, api=True)

    assert (response.status_code, response.json()["code"]) == (409, "nothing_stopped")


def test_an_address_is_checked_three_times_a_day():
    user = stopped()

    codes = [check(user, api=True).status_code for _ in range(4)]

    assert codes == [204, 204, 204, 429]
    assert len(mail.outbox) == 3


def test_another_address_is_another_question(rf):
    user = stopped()
    old = user.email
    user.email = "new@example.org"
    user.save()
    email_changed.send(
        type(user), request=None, user=user, from_email_address=None, to_email_address=None
    )

    user.refresh_from_db()
    assert user.mail_stopped == ""
    assert Suppression.objects.get().address == old


def test_who_confirms_an_address_has_read_mail_there():
    user = stopped()
    address = EmailAddress.objects.get(user=user)

    email_confirmed.send(type(address), request=None, email_address=address)

    user.refresh_from_db()
    assert user.mail_stopped == ""
    assert not Suppression.objects.exists()
