"""From signing up to the digest, in a real browser, as the people who do it."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from communities.models import Role
from discussions.models import Topic
from notifications.models import Rhythm
from notifications.tasks import plan_digests
from tests.accounts.factories import UserFactory
from tests.browsing import WITH_SCRIPT, WITHOUT_SCRIPT, be
from tests.communities.factories import CommunityFactory, join

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    "page", [WITH_SCRIPT, WITHOUT_SCRIPT], ids=["script", "no script"], indirect=True
)
def test_a_newcomer_asks_and_is_answered(page: Page, browser, live_server, relay, request):
    community = CommunityFactory(name="Night nurses", slug="night-nurses")
    expert = join(community, UserFactory(name="Hye-jin Park"), role=Role.FACILITATOR)
    reader = join(community, UserFactory(name="Noor Aziz"))  # who only reads the digest

    # She signs up, and shows that the address is hers.
    page.goto("/signup/")
    page.get_by_label("Name", exact=True).fill("Grace Mutua")
    page.get_by_label("Email address").fill("grace@example.org")
    page.get_by_label("Password").fill("a lamp above the ledger")
    page.get_by_role("button", name="Create account").click()
    relay()
    [letter] = mail.outbox
    page.goto(re.search(r"http\S+/signup/confirm/[^\s>]+", letter.body).group())
    page.get_by_role("button", name="Yes, confirm it").click()

    # She joins and asks.
    page.goto(community.address + "about/")
    page.get_by_role("button", name="Join").click()
    page.get_by_role("link", name="Ask a question").first.click()
    page.get_by_role("textbox", name="Title").fill("How do you hand over at six in the morning?")
    page.get_by_role("textbox", name="Text").fill("Everyone is tired. **What do you write down?**")
    page.get_by_role("button", name="Post", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "How do you hand over at six in the morning?"
    )
    topic = Topic.objects.get()

    # Somebody who knows answers.
    context = browser.new_context(base_url=live_server.url, **request.node.callspec.params["page"])
    other = context.new_page()
    be(other, expert, live_server.url)
    other.goto(topic.get_absolute_url())
    advice = "Three lines for each patient, and what you fear most."
    other.get_by_role("textbox", name="Your answer").fill(advice)
    other.get_by_role("button", name="Post answer").click()
    expect(other.locator(".answer")).to_contain_text("what you fear most")
    mail.outbox.clear()
    relay()

    # She is told, in the app and by mail, and accepts.
    told = [letter for letter in mail.outbox if letter.to == ["grace@example.org"]]
    assert [letter.subject for letter in told] == [topic.title]
    page.goto("/notices/")
    page.get_by_role("link", name=re.compile("How do you hand over")).first.click()
    page.get_by_role("button", name="Accept this answer").click()
    expect(page.locator(".answer--accepted")).to_contain_text("what you fear most")

    # A week later there is a letter, once.
    mail.outbox.clear()
    relay()
    plan_digests()
    mail.outbox.clear()
    due = Rhythm.objects.get(user=reader).due_at
    with time_machine.travel(due + timedelta(minutes=1), tick=True):
        plan_digests()
        plan_digests()
        relay()
    assert timezone.now() < due
    letters = [letter for letter in mail.outbox if letter.to == [reader.email]]
    assert len(letters) == 1
    assert topic.title in letters[0].body
    context.close()
