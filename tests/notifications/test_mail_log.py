"""What became of the mail to oneself: each one, and why it was not sent."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.errors import MailNotSent
from accounts.events import LetterSent
from accounts.letters import send_letter
from core.models import OutboxEvent
from notifications.models import Digest, Email, Notice, Unsubscription
from notifications.models.email import Reason, State
from notifications.subscribers import log_letter
from notifications.tasks import forget_mails
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space, start_topic
from tests.discussions.test_pages import as_user, text

pytestmark = pytest.mark.django_db

CANARY = "Kestrel-7431"


def page(user, query: str = "") -> str:
    return text(as_user(user).get(f"/settings/emails/{query}"))


def listed(user, query: str = "") -> list[dict]:
    return as_user(user).get(f"/api/v1/emails/{query}").json()["items"]


def log(user, count: int = 1, **fields: object) -> list[Email]:
    usual = {"user": user, "address": user.email, "kind": "notices", "state": State.SENT}
    usual |= {"subject": "Where is the key?", "sent_at": timezone.now()}
    return [Email.objects.create(**usual | fields) for _ in range(count)]


def test_what_was_sent_and_what_was_not_is_there_with_the_reason(relay):
    topic = start_topic(title="Where is the key?")
    add_post(topic)
    relay()
    Unsubscription.objects.stop(topic.target, by=topic.author)
    add_post(topic)
    relay()

    skipped, sent = listed(topic.author)
    assert (sent["what"], sent["state"], sent["why"]) == ("Where is the key?", "sent", "")
    assert (skipped["what"], skipped["state"]) == ("Where is the key?", "skipped")
    assert (skipped["reason"], skipped["why"]) == ("unwanted", "You do not want it by email.")
    assert "You do not want it by email." in page(topic.author)


@pytest.mark.parametrize(
    ("query", "states"), [("?state=sent", ["sent"]), ("?state=unsent", ["failed", "skipped"])]
)
def test_it_can_be_narrowed(query, states):
    user = UserFactory()
    log(user)
    log(user, state=State.SKIPPED, reason=Reason.READ, subject="")
    log(user, state=State.FAILED)
    log(user, state=State.QUEUED, group="topic:1")

    assert [entry["state"] for entry in listed(user, query)] == states
    shown = page(user, query)
    assert ("You had read it here" in shown) == (query == "?state=unsent")


def test_each_reason_is_said_to_whom_it_concerns():
    user = UserFactory()
    for reason in Reason:
        log(user, state=State.SKIPPED, reason=reason, subject="")

    assert all(entry["why"] for entry in listed(user))
    assert len({entry["why"] for entry in listed(user)}) == len(Reason)


def test_a_mail_that_came_back_says_what_the_server_said():
    user = UserFactory()
    [email] = log(user)
    email.came_back("550 5.1.1 User unknown")

    assert "550 5.1.1 User unknown" in page(user)


def test_errors_of_ours_are_no_business_of_readers():
    user = UserFactory()
    log(user, state=State.FAILED, error="KeyError: 'secret'")

    assert "KeyError" not in page(user) + str(listed(user))


def test_of_what_was_not_sent_it_names_nothing_that_one_may_not_see(relay):
    """The title was in no mail, so who has left has never read it."""
    community = CommunityFactory(visibility="secret")
    reader = join(community)
    topic = start_topic(space=first_space(community), by=reader, title="Before")
    add_post(topic)
    relay()
    [email] = log(reader, state=State.FAILED, subject=CANARY, group=topic.target)
    Notice.objects.filter(user=reader).update(email=email, title=CANARY)
    before = page(reader, "?state=unsent")
    reader.memberships.get().leave()

    assert CANARY in before
    assert CANARY not in page(reader) + str(listed(reader))


def test_it_shows_nobody_elses():
    log(UserFactory(), subject=CANARY)
    user = UserFactory()

    assert CANARY not in page(user)
    assert "No email yet" in page(user)
    assert "Everything was sent" in page(user, "?state=unsent")
    assert listed(user) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_costs_the_same_however_long(django_assert_num_queries, rows):
    user = UserFactory()
    log(user, rows)
    client = as_user(user)
    client.get("/settings/emails/")

    with django_assert_num_queries(6):
        shown = text(client.get("/settings/emails/"))

    assert shown.count("Where is the key?") == rows


def test_older_ones_are_on_the_next_page():
    user = UserFactory()
    log(user, 25)
    client = as_user(user)

    first = client.get("/api/v1/emails/?limit=20").json()
    second = client.get(f"/api/v1/emails/?limit=20&after={first['next']}").json()

    assert (len(first["items"]), len(second["items"])) == (20, 5)
    assert "Show older" in page(user)


def test_a_digest_that_was_not_sent_is_there_too():
    user = UserFactory()
    now = timezone.now()
    digest = Digest(user=user, period_end=now.date(), since=now, due_at=now)
    digest.save()

    Digest.objects.skip([digest], Reason.NOTHING)

    [entry] = listed(user)
    assert (entry["what"], entry["why"]) == ("Your digest", "There was nothing to say.")


# About the account itself


def test_a_letter_about_the_account_is_there_without_what_it_says(relay):
    user = UserFactory()

    Client().post(reverse("account_request_login_code"), {"email": user.email})
    relay()

    [entry] = listed(user)
    said = mail.outbox[-1].body
    [code] = re.findall(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", said, re.MULTILINE)
    assert (entry["what"], entry["state"], entry["url"]) == ("Your sign-in code", "sent", "")
    assert "Your sign-in code" in page(user)
    kept = [*Email.objects.values(), *OutboxEvent.objects.values()]
    assert code not in str(kept) + page(user) + str(listed(user))


def test_one_that_the_mail_server_would_not_take_is_there_too(relay, settings):
    user = UserFactory()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody is there

    with pytest.raises(MailNotSent):
        send_letter("account/email/login_code", user.email, {"code": "ABCD-EFGH"})
    relay()

    [entry] = listed(user, "?state=unsent")
    assert (entry["what"], entry["state"]) == ("Your sign-in code", "failed")
    assert entry["why"] == "The mail server would not take it."


def test_who_only_claims_an_address_is_not_told_of_letters_to_it(relay):
    """Else they would learn whether somebody has it, and when they sign in."""
    claiming = [UserFactory(), UserFactory()]
    for user in claiming:
        EmailAddress.objects.create(user=user, email="ada@example.org")
    send_letter("account/email/login_code", "ada@example.org", {"code": "ABCD-EFGH"})
    ada = UserFactory(email="ada@example.org")
    send_letter("account/email/login_code", "ADA@example.org", {"code": "ABCD-EFGH"})
    relay()

    assert [len(listed(user)) for user in (*claiming, ada)] == [0, 0, 1]


def test_a_letter_to_nobody_leaves_no_address(relay):
    send_letter("account/email/unknown_account", "nobody@example.org", {"signup_url": "/"})
    relay()

    assert not Email.objects.exists()
    assert "nobody@example.org" not in str(list(OutboxEvent.objects.values()))


def test_a_letter_that_is_told_of_twice_is_there_once(relay):
    user = UserFactory()
    send_letter("account/email/login_code", user.email, {"code": "ABCD-EFGH"})
    relay()
    told = OutboxEvent.objects.get(name="accounts.LetterSent")

    log_letter(LetterSent(**told.payload))

    assert len(listed(user)) == 1


# How long it is kept


def age(emails: list[Email], days: int) -> None:
    at = timezone.now() - timedelta(days=days)
    Email.objects.filter(pk__in=[email.pk for email in emails]).update(created_at=at)


def test_what_is_old_is_forgotten_and_what_waits_is_not(settings):
    settings.MAIL_LOG_DAYS = 180
    user = UserFactory()
    age(log(user, 3), 181)
    age(log(user, state=State.QUEUED, group="x"), 181)
    kept = log(user, 2)

    forget_mails()

    waiting = Email.objects.get(state=State.QUEUED)
    assert set(Email.objects.values_list("pk", flat=True)) == {waiting.pk, *(k.pk for k in kept)}


def test_the_first_mail_of_a_topic_stays_while_others_follow_it(relay, sink):
    """It gives them their subject."""
    topic = start_topic(title="Before")
    add_post(topic)
    relay()
    add_post(topic)
    relay()
    age(list(Email.objects.all()), 200)
    opening = topic.posts.get(number=1)
    topic.edit(by=topic.author, version=opening.version, title="After", source="?", tags=[])
    add_post(topic)
    relay()

    forget_mails()
    add_post(topic)
    relay()

    assert {mail["Subject"] for mail in sink.to(topic.author.email)} == {"Before"}
    assert Email.objects.filter(user=topic.author).count() == 3
