"""What is true of every mail: of each kind of notice, each letter, and what is about an account."""

import re
from email import message_from_bytes, policy
from email.policy import compat32
from html.parser import HTMLParser

import pytest
from django.conf import settings as site
from django.utils import timezone

from accounts.letters import write_letter
from notifications import letters, notices
from notifications.composing import Ready
from notifications.fitting import MOST
from notifications.letterhead import Letterhead
from notifications.mailing import Mail
from notifications.models import Preference
from notifications.sending import send_owed
from tests.accounts.factories import UserFactory
from tests.discussions.factories import add_post, start_topic
from tests.notifications.samples import Samples, mailed_kinds
from tests.notifications.test_redacting import OUR_WORDS, holding

pytestmark = pytest.mark.django_db

HUNDRED_KB = 100_000
EXTERNAL = re.compile(r"<(?:img|script|link|iframe|form|object|video)\b|url\(|@import|@font-face")


def parts(message) -> tuple[str, str]:
    return str(message.body), str(message.alternatives[0][0])


def preview(html: str) -> str:
    """What lists of mails show below the subject."""
    found = re.search(r'class="preheader"[^>]*>([^<&]*)', html)
    return found[1].strip() if found else ""


def account_letters() -> list[str]:
    folders = ("account", "mfa", "socialaccount")
    root = site.BASE_DIR / "templates"
    paths = [path for folder in folders for path in (root / folder / "email").glob("[!_]*.html")]
    return sorted(str(path.relative_to(root).with_suffix("")) for path in paths)


class Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.links.append(dict(attrs)["href"])


def links_of(html: str) -> list[str]:
    words = Words()
    words.feed(html)
    return words.links


def ensure_well_made(message) -> None:
    text, html = parts(message)
    assert len(message.message().as_bytes()) < HUNDRED_KB
    assert not EXTERNAL.search(html)
    assert all(
        link.startswith((site.SITE_ORIGIN, "https://", "mailto:")) for link in links_of(html)
    )
    assert '<html lang="en"' in html
    assert "prefers-color-scheme: dark" in html
    assert 'name="color-scheme"' in html
    assert preview(html)
    assert preview(html).split()[0] in text
    assert message.subject.strip()
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"
    assert re.fullmatch(r"<[^@\s]+@localhost>", message.extra_headers["Message-ID"])


def test_every_notice_and_letter_is_well_made_and_holds_words_of_members():
    mails = Samples().mails()

    assert set(mails) - holding(mails) == OUR_WORDS
    for name, message in mails.items():
        ensure_well_made(message)
        is_notice = name in notices.kinds
        for header in ("List-Help", "References"):
            assert (header in message.extra_headers) == is_notice, (name, header)
        # A letter that is one of several can say where they are stopped; no other can be.
        is_stopped = is_notice or type(letters.letters[name]).stop is not letters.Letter.stop
        for header in ("List-Unsubscribe", "List-Unsubscribe-Post"):
            assert (header in message.extra_headers) == is_stopped, (name, header)


@pytest.mark.parametrize("kind", account_letters())
def test_every_mail_about_an_account_is_well_made_and_cannot_be_left(kind):
    person = UserFactory()
    context = {
        "user": person,
        "code": "ABCD-EFGH",
        "activate_url": f"{site.SITE_ORIGIN}/x/",
        "password_reset_url": f"{site.SITE_ORIGIN}/x/",
        "timestamp": timezone.now(),
        "user_agent": "Firefox on Linux",
        "ip": "127.0.0.1",
        "from_email": person.email,
        "to_email": person.email,
        "deleted_email": person.email,
        "authenticator": None,
        "provider": "Acme",
        "account": None,
    }

    message = write_letter(kind, person.email, context)

    ensure_well_made(message)
    assert not [name for name in message.extra_headers if name.startswith("List-")]
    assert "Precedence" not in message.extra_headers


# What it does with much to tell


def told_of(message, count: int) -> None:
    """In both parts, of each of so many posts."""
    text, html = parts(message)
    for part in (text, html):
        assert len(set(re.findall(r"/t/[\w-]+/posts/(\d+)/", part))) == count


def sized(message) -> int:
    return len(message.message().as_bytes())


def a_mail_of(samples: Samples, count: int) -> Ready:
    kind = notices.kinds["discussions.ReplyToFollowed"]
    return samples.ready(*[kind] * count)


def test_a_mail_of_five_says_all_five(relay, sink, settings):
    settings.MAIL_QUIET_MINUTES = 10
    topic = start_topic()
    for number in range(5):
        add_post(topic, source=f"Answer number {number}.")
    relay()
    settings.MAIL_QUIET_MINUTES = 0
    topic.author.emails.update(due_at=timezone.now())
    send_owed(seconds=5)

    [mail] = sink.to(topic.author.email)
    plain, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    for number in range(5):
        assert f"Answer number {number}." in plain
        assert f"Answer number {number}." in html
    assert preview(html).startswith("5 pieces of news. The latest: Person")


LONG = {
    "words": "A paragraph of some length, and more. " * 900,
    "chinese": "知识来自实践" * 5000,
    "emoji": "🧶 " * 9000,
    "lists": "- a\n" * 9000,
    "code": "`a` " * 9000,
}


@pytest.mark.parametrize("source", LONG.values(), ids=LONG)
@pytest.mark.parametrize("count", [1, 5])
def test_however_long_its_posts_a_mail_stays_small_and_names_them_all(source, count):
    message = a_mail_of(Samples(source=source), count).message()

    assert sized(message) < HUNDRED_KB
    told_of(message, count)


def test_the_first_are_whole_and_the_later_ones_are_told_of_by_how_they_begin():
    message = a_mail_of(Samples(source="Begins so. " + LONG["words"]), 3).message()

    text, html = parts(message)
    assert text.count("Begins so.") == html.count("Begins so.") == 3
    assert text.count("and more. A paragraph") > 800  # the whole of the first
    told_of(message, 3)


def test_of_more_than_fits_as_lines_it_says_how_many_are_left():
    ready = a_mail_of(Samples(), 1)
    [item] = ready.mail.context["items"]
    ready.mail.context["items"] = [item] * 900

    message = ready.message()

    text, html = parts(message)
    [said] = set(re.findall(r"And (\d+) more", text + html))
    assert int(said) + text.count("replied in a topic you follow") == 900
    assert MOST * 0.9 < sized(message) < HUNDRED_KB


def test_every_kind_has_what_a_shortened_mail_shows_of_it():
    samples = Samples()
    for kind in mailed_kinds():
        message = samples.ready(kind)
        [item] = message.mail.context["items"]
        assert item["title"], kind.name
        assert item["sentence"], kind.name


def test_a_reader_from_right_to_left_gets_mails_that_run_so(settings):
    settings.LANGUAGES = [("en", "English"), ("ar", "Arabic")]
    samples = Samples()
    samples.reader.language = "ar"

    [_text, html] = parts(samples.notice(mailed_kinds()[0]))

    assert '<html lang="ar" dir="rtl"' in html
    assert Preference.objects.filter(user=samples.reader).exists()


@pytest.mark.parametrize(
    "name",
    [
        "Ann",
        "Ann Öztürk, of the " + "long " * 20 + "table",
        "x" * 100,
        "سلمى بنت يوسف من دار الحساب والموازين القديمة في المدينة",
        "=?utf-8?b?x?= " * 8,
    ],
)
def test_headers_are_written_as_python_would_write_them_and_begin_on_their_first_line(name):
    head = Letterhead(name, "digest", "/")
    subject = f"News of {name}".strip()
    mail = Mail("ann@example.org", head, subject, "emails/layout", f"<{'1' * 90}@localhost>")
    message = mail.message().message()
    message.set_boundary("between")

    written = message.as_bytes(linesep="\r\n")
    message.policy = compat32
    pythons = message_from_bytes(message.as_bytes(linesep="\r\n"), policy=policy.default)

    read = message_from_bytes(written, policy=policy.default)
    assert {key: str(value).strip() for key, value in pythons.items()} == dict(read.items())
    assert not re.search(rb"(?m)^[\w-]+: ?\r?$", written.partition(b"\r\n\r\n")[0])
    assert written.count(b"\r\n") == written.count(b"\n")
