"""Mail that a provider took comes in by its webhook."""

import base64
from importlib import reload

import pytest
from django.test import Client
from django.urls import clear_url_caches, set_urlconf

import cop.urls
from notifications.models import Arrival
from tests.notifications.inbound.mails import a_mail

pytestmark = pytest.mark.django_db

SECRET = "hook:a secret"


@pytest.fixture
def hooked(settings):
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET}
    _load_addresses()
    yield
    settings.ANYMAIL = {}
    _load_addresses()


def _load_addresses() -> None:
    reload(cop.urls)
    clear_url_caches()
    set_urlconf(None)


def call(mail, to: str, *, secret: str = SECRET):
    headers = {"Authorization": f"Basic {base64.b64encode(secret.encode()).decode()}"}
    asked = {"RawEmail": mail.as_string(), "OriginalRecipient": to, "From": mail["From"]}
    asked |= {"Headers": [{"Name": "Received-SPF", "Value": f"pass envelope-from={mail['From']}"}]}
    return Client().post(
        "/webhooks/mail/postmark/inbound/", asked, "application/json", headers=headers
    )


@pytest.mark.usefixtures("hooked")
def test_it_is_kept_as_one_from_an_mta_is(to_answer, ana):
    mail = a_mail(to_answer, by=ana.email)

    assert call(mail, to_answer).status_code == 200

    arrival = Arrival.objects.get()
    assert (arrival.envelope_to, arrival.message_id) == (to_answer, mail["Message-ID"])
    assert b"late joiners" in bytes(arrival.raw)


@pytest.mark.usefixtures("hooked")
def test_who_does_not_know_the_secret_brings_nothing(to_answer, ana):
    mail = a_mail(to_answer, by=ana.email)

    assert call(mail, to_answer, secret="hook:another").status_code == 400
    assert not Arrival.objects.exists()


@pytest.mark.usefixtures("hooked")
def test_mail_for_others_is_left_alone(ana):
    assert call(a_mail("x@else.example", by=ana.email), "x@else.example").status_code == 200
    assert not Arrival.objects.exists()


def test_without_a_secret_there_is_no_such_address(to_answer, ana):
    assert call(a_mail(to_answer, by=ana.email), to_answer).status_code == 404
