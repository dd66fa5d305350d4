"""What is in a mail, and what becomes of it, at a real mail server."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from communities.models import Invitation
from notifications.models import Delivery, Email, Notice, Suppression, Unsubscription
from notifications.models.email import State
from notifications.sending import send_owed
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space, start_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic(settings):
    settings.SITE_ORIGIN = "https://hall.example"
    settings.DEFAULT_FROM_EMAIL = "The Hall <post@hall.example>"
    community = CommunityFactory(name="Keepers, and others", slug="keepers")
    asker = join(community, UserFactory(name="Ana Lucía Quispe"))
    return start_topic(space=first_space(community), by=asker, title="Where is the key?")


@pytest.fixture
def mail(topic, relay, sink):
    """The mail about an answer, as the asker's mail server got it."""
    answerer = join(topic.community, UserFactory(name="Joseph Wanyama", handle="joseph"))
    add_post(topic, by=answerer, source="On the **hook**, by the [door](/c/keepers/).")
    relay()
    [message] = sink.to(topic.author.email)
    return message


def test_the_headers_are_those_of_a_list_that_one_can_leave(mail, topic):
    email = Email.objects.get(user=topic.author)
    answer = topic.posts.get(number=2)

    assert {name: str(mail[name]) for name in mail if name not in VARYING} == {
        "Subject": "Where is the key?",
        "From": '"Joseph Wanyama via Keepers, and others" <post+joseph@hall.example>',
        "To": topic.author.email,
        "Reply-To": "Guildhall <no-reply@hall.example>",
        "Message-ID": f"<notice/{email.pk}@hall.example>",
        "In-Reply-To": f"<topic/{topic.pk}@hall.example>",
        "References": f"<topic/{topic.pk}@hall.example>",
        "List-Id": '"Keepers, and others" <keepers.hall.example>',
        "List-Archive": f"<https://hall.example{answer.get_absolute_url()}>",
        "Archived-At": f"<https://hall.example{answer.get_absolute_url()}>",
        "List-Help": "<https://hall.example/settings/notifications/>",
        "Feedback-ID": "topic:keepers:hall.example",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Precedence": "list",
        "X-Envelope-From": "post@hall.example",
    }


VARYING = {"Content-Type", "MIME-Version", "Date", "List-Unsubscribe"}


def test_the_mail_can_be_left_with_one_click_and_with_a_mail(mail):
    by_click, by_mail = re.findall(r"<([^>]+)>", str(mail["List-Unsubscribe"]))

    assert re.fullmatch(r"https://hall\.example/unsubscribe/[\w.-]+/", by_click)
    token = by_click.split("/")[-2]
    assert by_mail == f"mailto:post@hall.example?subject=unsubscribe%20{token}"


def test_both_parts_say_the_same_with_absolute_links(mail):
    plain = mail.get_body(("plain",)).get_content()
    html = mail.get_body(("html",)).get_content()

    for part in (plain, html):
        assert "Joseph Wanyama answered your question" in part
        assert "https://hall.example/c/keepers/" in part
        assert "https://hall.example/settings/notifications/" in part
    assert "On the hook, by the door <https://hall.example/c/keepers/>." in plain
    assert "<strong>hook</strong>" in html


def test_the_html_needs_no_picture_no_script_and_no_other_host(mail):
    html = mail.get_body(("html",)).get_content()

    assert not re.search(r"<(img|script|link|iframe|form)\b", html)
    assert set(re.findall(r'(?:href|src)="(https?://[^/"]+)', html)) == {"https://hall.example"}
    assert "prefers-color-scheme: dark" in html
    assert 'style="' in html
    assert len(mail.as_bytes()) < 100_000


def test_the_text_part_begins_its_foot_as_mail_programs_expect(mail):
    assert "-- " in mail.get_body(("plain",)).get_content().splitlines()


def test_every_mail_of_a_topic_belongs_to_one_thread_also_after_its_title_changed(
    topic, relay, sink
):
    for number in range(3):
        add_post(topic, source=f"Answer {number}")
        relay()
        topic.edit(by=topic.author, version=number + 1, title=f"T{number}", source="?", tags=[])

    mails = sink.to(topic.author.email)
    assert len(mails) == 3
    assert {mail["Subject"] for mail in mails} == {"Where is the key?"}
    assert {mail["References"] for mail in mails} == {f"<topic/{topic.pk}@hall.example>"}
    assert len({mail["Message-ID"] for mail in mails}) == 3


@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r", "\u2028", "\x0b"])
def test_a_name_or_title_cannot_begin_a_header(settings, relay, sink, line_end):
    evil = f"Eve{line_end}Bcc: victim@example.org"
    community = CommunityFactory(name=evil)
    topic = start_topic(space=first_space(community), by=join(community), title=evil)
    add_post(topic, by=join(community, UserFactory(name=evil)))

    relay()

    [mail] = sink.to(topic.author.email)
    assert mail["Bcc"] is None
    assert mail["Subject"] == "Eve Bcc: victim@example.org"
    assert mail["From"].addresses[0].display_name.startswith("Eve Bcc: victim@example.org via")


def test_a_name_cannot_pretend_to_be_an_address(relay, sink):
    topic = start_topic()
    add_post(topic, by=join(topic.community, UserFactory(name='"Bank" <bank@example.org>')))

    relay()

    [mail] = sink.to(topic.author.email)
    assert [str(a.domain) for a in mail["From"].addresses] == ["localhost"]


def test_markup_in_a_name_stays_text(relay, sink):
    topic = start_topic(title="<b>bold</b> & Co")
    add_post(topic, by=join(topic.community, UserFactory(name="<script>alert(1)</script>")))

    relay()

    [mail] = sink.to(topic.author.email)
    html, plain = (mail.get_body((kind,)).get_content() for kind in ("html", "plain"))
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert "<b>bold</b> & Co" in plain


def test_a_post_too_long_for_a_mail_is_told_by_how_it_begins(relay, sink):
    topic = start_topic()
    add_post(topic, source="\n\n".join(["A paragraph of some length."] * 2000))

    relay()

    [mail] = sink.to(topic.author.email)
    assert len(mail.as_bytes()) < 30_000
    assert "A paragraph of some length." in mail.get_body(("plain",)).get_content()


def test_mails_in_a_batch_go_over_one_connection(relay, sink):
    community = CommunityFactory()
    for _ in range(5):
        add_post(start_topic(space=first_space(community), by=join(community)))

    relay()

    assert len(sink.messages) == 5
    assert sink.sessions == 1


def test_an_address_that_gets_no_mail_gets_none(topic, relay, sink):
    Suppression.objects.create(address=topic.author.email.upper(), cause="bounce")
    Invitation.objects.invite(topic.community, topic.author.email, by=join(topic.community))
    add_post(topic)

    relay()

    assert sink.to(topic.author.email) == []
    reasons = Email.objects.filter(address=topic.author.email).values_list("state", "reason")
    assert list(reasons) == [("skipped", "suppressed")] * 2


def test_who_stopped_all_notice_mail_is_told_in_the_app_alone(topic, relay, sink):
    Unsubscription.objects.stop("notices", by=topic.author)
    add_post(topic)

    relay()

    assert sink.to(topic.author.email) == []
    assert Email.objects.get(user=topic.author).reason == "unwanted"
    assert Notice.objects.filter(user=topic.author, group=topic.target).count() == 1


# What becomes of a mail


def again(*, seconds: float = 5) -> None:
    """Some time later."""
    Email.objects.filter(state=State.CLAIMED).update(leased_until=timezone.now())
    send_owed(seconds=seconds)


def test_a_mail_refused_for_now_is_sent_later_and_once(topic, relay, sink):
    sink.answers[topic.author.email] = "451 try later"
    add_post(topic)
    relay()
    assert Email.objects.get(user=topic.author).state == State.CLAIMED

    sink.answers.clear()
    again()
    again()

    assert len(sink.to(topic.author.email)) == 1
    assert Email.objects.get(user=topic.author).state == State.SENT


def test_a_mail_refused_for_good_is_not_tried_again(topic, relay, sink):
    sink.answers[topic.author.email] = "550 no such user"
    add_post(topic)
    relay()

    sink.answers.clear()
    again()

    email = Email.objects.get(user=topic.author)
    assert (email.state, "550" in email.error) == (State.FAILED, True)
    assert sink.to(topic.author.email) == []
    assert not Delivery.objects.filter(user=topic.author).exists()


def test_a_mail_refused_for_now_eight_times_has_failed(topic, relay, sink):
    sink.answers[topic.author.email] = "451 try later"
    add_post(topic)
    relay()
    for _time in range(10):
        again()

    email = Email.objects.get(user=topic.author)
    assert (email.state, email.attempts) == (State.FAILED, 7)


def test_a_mail_whose_line_broke_is_listed_and_never_sent_again(topic, relay, sink):
    sink.hangs_up_on.add(topic.author.email)
    add_post(topic)
    relay()

    sink.hangs_up_on.clear()
    again()
    Email.objects.update(taken_at=timezone.now() - timedelta(hours=1))

    assert sink.to(topic.author.email) == []
    assert [email.user for email in Email.objects.interrupted()] == [topic.author]


def test_the_mails_after_a_broken_line_go_out(relay, sink):
    community = CommunityFactory()
    topics = [start_topic(space=first_space(community), by=join(community)) for _ in range(3)]
    sink.hangs_up_on.add(topics[1].author.email)
    for topic in topics:
        add_post(topic)

    relay()

    got = [len(sink.to(topic.author.email)) for topic in topics]
    assert got == [1, 0, 1]


def test_with_no_mail_server_everything_waits(topic, relay, sink, settings):
    settings.EMAIL_PORT = 1  # where nobody listens
    add_post(topic)
    relay()
    assert Email.objects.get(user=topic.author).state == State.QUEUED

    settings.EMAIL_PORT = sink.port
    again()

    assert len(sink.to(topic.author.email)) == 1


def test_a_text_that_cannot_be_made_does_not_hold_up_the_others(relay, sink):
    community = CommunityFactory()
    broken, whole = (
        start_topic(space=first_space(community), by=join(community)) for _ in range(2)
    )
    for topic in (broken, whole):
        add_post(topic)
    # An address that no header can hold.
    User.objects.filter(pk=broken.author_id).update(email="a\nb@example.org")

    relay()

    assert len(sink.to(whole.author.email)) == 1
    assert Email.objects.get(user=broken.author).state == State.FAILED


def test_a_claim_that_died_is_taken_up_again(topic, relay, sink, settings):
    settings.MAIL_QUIET_MINUTES = 10
    add_post(topic)
    relay()
    Email.objects.update(state=State.CLAIMED, leased_until=timezone.now() - timedelta(seconds=1))

    send_owed(seconds=5)

    assert len(sink.to(topic.author.email)) == 1
