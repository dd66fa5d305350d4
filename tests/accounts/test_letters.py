from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from accounts.letters import write_letter
from tests.accounts.factories import PASSWORD, UserFactory
from tests.accounts.flows import letter, sign_in

pytestmark = pytest.mark.django_db


def test_a_letter_has_text_and_html_that_say_the_same():
    message = write_letter("account/email/login_code", "ada@example.org", {"code": "ABCD-EFGH"})

    html = str(message.alternatives[0][0])
    assert message.subject == "Your sign-in code"
    assert "\n\nABCD-EFGH\n\n" in message.body
    assert "<strong>ABCD-EFGH</strong>" in html
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"


def test_the_html_asks_no_other_host_for_anything():
    message = write_letter("account/email/login_code", "ada@example.org", {"code": "ABCD-EFGH"})

    html = str(message.alternatives[0][0])
    assert "<img" not in html
    assert "<link" not in html
    assert "url(" not in html
    assert 'style="' in html


def test_a_name_cannot_become_markup_or_a_header():
    user = UserFactory.build(name="<b>Ada</b> & Co")
    context = {"user": user, "activate_url": "http://localhost:8000/x/"}

    message = write_letter("account/email/email_confirmation", "ada@example.org", context)

    assert "<b>Ada</b> & Co wants to use this address here." in message.body
    assert "&lt;b&gt;Ada&lt;/b&gt; &amp; Co" in str(message.alternatives[0][0])


def test_times_are_the_readers(client):
    user = UserFactory(password=PASSWORD, timezone="Asia/Kolkata")
    agent = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
    passwords = {
        "oldpassword": PASSWORD,
        "password1": "a new long walk",
        "password2": "a new long walk",
    }

    with time_machine.travel(datetime(2026, 3, 1, 20, tzinfo=UTC)):
        sign_in(client, user)
        client.post(reverse("account_change_password"), passwords, headers={"user-agent": agent})

    assert "- When: 2 March 2026, 01:30, Kolkata (UTC+5:30)" in letter().body
    assert "- With: Firefox on Linux" in letter().body
    assert "- From: 127.0.0.1" in letter().body
