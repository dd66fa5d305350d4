"""Signing in and keeping an account safe, in a real browser with a passkey of its own."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from playwright.sync_api import Browser, Page, expect

from accounts.models import User
from tests.accounts.factories import PASSWORD, UserFactory
from tests.accounts.flows import code_in, letter
from tests.browsing import be, violations

pytestmark = pytest.mark.django_db(transaction=True)

NEW_PASSWORD = "a short walk by the sea"


@pytest.fixture
def passkeys(page: Page) -> None:
    """A device that holds passkeys and whose owner always agrees."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": device})


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def sign_in(page: Page, user: User, password: str = PASSWORD, at: str = "") -> None:
    page.goto(f"{at}/signin/")
    page.get_by_label("Email address").fill(user.email)
    page.get_by_label("Password").fill(password)
    press(page, "Sign in")


def sign_out(page: Page) -> None:
    page.goto("/signout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    expect(page.locator("body[data-signed-in]")).to_have_count(0)


def expect_signed_in(page: Page) -> None:
    expect(page.locator("body[data-signed-in]")).to_have_count(1)


def link_in(message: mail.EmailMessage) -> str:
    found = re.search(r"<(http\S+)>", str(message.body))
    assert found
    return found[1]


def key_of_app(page: Page) -> str:
    page.get_by_text("Or type the key").click()
    return page.locator("details .onecode").inner_text().replace(" ", "")


def app_code(key: str, step: int = 0) -> str:
    return format_hotp_value(hotp_value(key, int(time.time()) // 30 + step))


def test_a_newcomer_adds_a_passkey_and_needs_nothing_else(page: Page, passkeys):
    page.goto("/signup/")
    page.get_by_label("Name", exact=True).fill("Grace Mutua")
    page.get_by_label("Email address").fill("grace@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Create account")
    page.goto(link_in(letter()))
    press(page, "Yes, confirm it")
    expect_signed_in(page)

    page.goto("/settings/two-step/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name").fill("My phone")
    assert violations(page) == []
    press(page, "Create passkey")
    expect(page.locator(".onecodes li")).to_have_count(10)  # for the day the phone is lost
    assert mail.outbox[-1].subject == "A passkey was added"

    sign_out(page)
    page.goto("/signin/")
    press(page, "Use a passkey")
    expect_signed_in(page)

    page.goto("/settings/two-step/")
    page.get_by_role("link", name="Rename My phone").click()
    page.get_by_label("Name").fill("The blue phone")
    press(page, "Save")
    page.goto("/settings/two-step/")
    page.get_by_role("link", name="Remove The blue phone").click()
    press(page, "Remove passkey")
    page.goto("/settings/two-step/")
    expect(page.get_by_text("The blue phone")).to_have_count(0)
    assert not User.objects.get().authenticator_set.exists()


def test_a_passkey_is_asked_for_after_a_password(page: Page, passkeys, live_server):
    user = UserFactory(password=PASSWORD)
    sign_in(page, user)
    expect_signed_in(page)
    page.goto("/settings/two-step/passkeys/new/")
    press(page, "Create passkey")
    expect(page.locator(".onecodes")).to_have_count(1)
    sign_out(page)

    sign_in(page, user)
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    press(page, "Use a passkey")

    expect_signed_in(page)


def test_where_passkeys_cannot_work_the_page_says_so(page: Page, live_server, settings):
    """A passkey is for a name, and 127.0.0.1 is none."""
    elsewhere = live_server.url.replace("localhost", "127.0.0.1")
    settings.ALLOWED_HOSTS = ["*"]
    sign_in(page, UserFactory(password=PASSWORD), at=elsewhere)
    expect_signed_in(page)

    page.goto(f"{elsewhere}/settings/two-step/passkeys/new/")
    expect(page.get_by_text("Passkeys do not work here.")).to_be_visible()
    expect(page.get_by_role("button", name="Create passkey")).to_be_disabled()

    page.context.clear_cookies()
    page.goto(f"{elsewhere}/signin/")
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Use a passkey")).to_be_hidden()


def test_a_second_step_by_app_and_a_recovery_code_that_opens_once(page: Page):
    user = UserFactory(password=PASSWORD)
    sign_in(page, user)
    page.goto("/settings/two-step/app/")
    key = key_of_app(page)
    page.get_by_label("Enter the code it shows").fill(app_code(key))
    press(page, "Turn it on")
    expect(page.locator(".onecodes li")).to_have_count(10)
    spare = page.locator(".onecodes li").first.inner_text()

    for code in (app_code(key, step=1), spare):
        sign_out(page)
        sign_in(page, user)
        page.get_by_label("Code from your app").fill(code)
        press(page, "Sign in")
        expect_signed_in(page)

    sign_out(page)
    sign_in(page, user)
    page.get_by_label("Code from your app").fill(spare)
    press(page, "Sign in")
    expect(page.get_by_text("That is not the code.").first).to_be_visible()
    expect(page.locator("body[data-signed-in]")).to_have_count(0)


def test_signing_out_everywhere_else_after_signing_in_by_code(
    page: Page, browser: Browser, live_server
):
    user = UserFactory(password=PASSWORD)
    page.goto("/signin/code/")
    page.get_by_label("Email address").fill(user.email)
    press(page, "Mail me a code")
    page.get_by_label("Code").fill(code_in(letter()))
    press(page, "Sign in")
    expect_signed_in(page)
    context = browser.new_context(base_url=live_server.url)
    other = context.new_page()
    sign_in(other, user)
    expect_signed_in(other)

    page.goto("/settings/sessions/")
    expect(page.locator(".holding")).to_have_count(2)
    press(page, "Sign out everywhere else")
    expect(page.locator(".holding")).to_have_count(1)

    other.goto("/settings/")
    expect(other).to_have_url(re.compile("/signin/"))
    context.close()
    page.goto("/settings/")
    expect_signed_in(page)


def test_changing_ones_address_asks_who_one_is_and_tells_the_old_one(page: Page, live_server):
    user = UserFactory(email="old@example.org", password=PASSWORD)
    be(page, user, live_server.url)

    page.goto("/settings/email/")
    page.get_by_label("Email address").fill("new@example.org")
    press(page, "Add address")
    expect(page.get_by_role("heading", name="Is it still you?")).to_be_visible()
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Go on")
    expect(page.locator(".holding")).to_have_count(2)

    page.goto(link_in(letter()))
    press(page, "Yes, confirm it")
    page.goto("/settings/email/")
    press(page, "Make it the main one")
    expect(page.get_by_text("Main address changed").first).to_be_visible()
    user.refresh_from_db()
    assert user.email == "new@example.org"
    assert "old@example.org" in {to for message in mail.outbox for to in message.to}


def test_a_forgotten_password_is_replaced(page: Page):
    user = UserFactory(password=PASSWORD)
    page.goto("/signin/")
    page.get_by_role("link", name=re.compile("forg", re.IGNORECASE)).click()
    page.get_by_label("Email address").fill(user.email)
    press(page, "Mail me a link")
    expect(page.get_by_role("heading", level=1)).to_be_visible()

    page.goto(link_in(letter()))
    page.get_by_label("New password").fill(NEW_PASSWORD)
    page.get_by_label("The same again").fill(NEW_PASSWORD)
    press(page, "Set password")

    sign_in(page, user, NEW_PASSWORD)
    expect_signed_in(page)
