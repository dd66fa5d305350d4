import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection

from cop.mailbox.address import reception_file
from cop.mailbox.store import KEPT, Mailbox
from cop.supervisor.ports import listen

pytestmark = pytest.mark.urls("tests.cop.mailbox_urls")


@pytest.fixture
def mailbox(tmp_path: Path, settings) -> Mailbox:
    settings.MAILBOX = tmp_path
    return Mailbox(tmp_path)


@pytest.fixture
def sink_port(mailbox: Mailbox) -> Iterator[int]:
    (listener,) = listen("127.0.0.1", 11025)
    number = listener.fileno()
    command = [sys.executable, "-m", "cop.mailbox.sink", str(mailbox.folder)]
    with subprocess.Popen([*command, "--socket", str(number)], pass_fds=[number]) as sink:
        yield listener.getsockname()[1]
        sink.terminate()
    listener.close()


def send(port: int) -> None:
    mail = EmailMultiAlternatives(
        "Zwei Antworten für Sie",
        "Read it at https://guildhall.example/t/7",
        "hall@guildhall.example",
        ["ines@example.org"],
        bcc=["archive@example.org"],
        connection=get_connection(
            "django.core.mail.backends.smtp.EmailBackend", host="127.0.0.1", port=port
        ),
    )
    mail.attach_alternative("<html><head></head><body><p>Read it</p></body></html>", "text/html")
    assert mail.send() == 1


def test_mail_sent_by_smtp_can_be_read(mailbox: Mailbox, sink_port: int, client, db) -> None:
    send(sink_port)

    (mail,) = mailbox
    listed = client.get("/dev/mail/").content.decode()
    shown = client.get(f"/dev/mail/{mail.pk}/?as=text").content.decode()
    shown += client.get(f"/dev/mail/{mail.pk}/?as=headers").content.decode()
    assert "Zwei Antworten für Sie" in listed
    assert "https://guildhall.example/t/7" in shown
    assert "ines@example.org, archive@example.org" in shown


def test_it_is_shown_as_html_text_headers_and_as_it_came(mailbox, sink_port, client, db) -> None:
    send(sink_port)
    (mail,) = mailbox

    shown = {
        part: client.get(f"/dev/mail/{mail.pk}/?as={part}").content.decode()
        for part in ("html", "text", "headers", "source", "nonsense")
    }

    assert "<iframe" in shown["html"]
    assert "https://guildhall.example/t/7" in shown["text"]
    assert "<dt>X-Envelope-To</dt>" in shown["headers"]
    assert "Content-Transfer-Encoding" in shown["source"]
    assert "<iframe" in shown["nonsense"]
    assert all("<iframe" not in shown[part] for part in ("text", "headers", "source"))


def test_a_mail_without_html_is_shown_as_text(mailbox, client, db) -> None:
    mailbox.add(1, b"To: a@example.org\r\n\r\nOn the hook.")

    page = client.get("/dev/mail/1/").content.decode()

    assert "On the hook." in page
    assert "?as=html" not in page


def test_it_is_found_by_whom_it_is_to(mailbox, sink_port, client, db) -> None:
    send(sink_port)

    for words in ("INES@", "archive@example.org"):
        assert "Zwei Antworten" in client.get("/dev/mail/", {"to": words}).content.decode()
    none = client.get("/dev/mail/", {"to": "nobody@"}).content.decode()
    assert "Zwei Antworten" not in none
    assert "Nothing to that address" in none


def test_a_mail_cannot_run_anything_nor_fetch_from_elsewhere(mailbox: Mailbox, client, db) -> None:
    mailbox.add(1, b"Content-Type: text/html\r\n\r\n<head></head><script>alert(1)</script>")

    page = client.get("/dev/mail/1/")
    html = client.get("/dev/mail/1/html/")

    assert "frame-src 'self'" in page["Content-Security-Policy"]
    policy = dict(
        part.strip().partition(" ")[::2] for part in html["Content-Security-Policy"].split(";")
    )
    assert policy["sandbox"] == "allow-popups allow-popups-to-escape-sandbox"
    assert policy["default-src"] == "'none'"
    assert "script-src" not in policy
    assert html["X-Frame-Options"] == "SAMEORIGIN"
    assert html.content == b'<head><base target="_blank"></head><script>alert(1)</script>'


def test_a_mail_that_is_not_there_is_not_found(mailbox: Mailbox, client, db) -> None:
    assert client.get("/dev/mail/7/").status_code == 404


def test_the_newest_come_first_and_the_oldest_go(mailbox: Mailbox) -> None:
    for pk in range(KEPT + 2):
        mailbox.add(pk, b"Subject: x\r\n\r\n")

    kept = [mail.pk for mail in mailbox]
    assert kept[0] == KEPT + 1
    assert kept[-1] == 2


@pytest.mark.urls("cop.urls")
def test_there_is_no_mailbox_outside_development(client, db) -> None:
    assert client.get("/dev/mail/").status_code == 404


def answerable(mailbox: Mailbox, settings) -> None:
    settings.MAIL_IN = "%s@in.localhost"
    to = f"r.{'7' * 32}@in.localhost"
    mailbox.add(
        1,
        f"From: Joseph via Keepers <hello@localhost>\r\nTo: ana@example.org\r\n"
        f"Reply-To: Keepers <{to}>\r\nSubject: Where is it?\r\nMessage-ID: <notice/1@localhost>\r\n"
        "\r\nOn the hook.\r\n".encode(),
    )


def test_a_mail_is_answered_by_a_real_one_as_its_reader_would(
    mailbox: Mailbox, sink_port: int, client, db, settings
) -> None:
    answerable(mailbox, settings)
    reception_file(mailbox.folder).write_text(str(sink_port))

    assert "r.7777" in client.get("/dev/mail/1/").content.decode()
    client.post("/dev/mail/1/reply/", {"text": "Which hook?"})

    came = next(iter(mailbox))
    assert (came.sender, came.recipient) == ("ana@example.org", f"r.{'7' * 32}@in.localhost")
    assert came.text.replace("\r\n", "\n").startswith("Which hook?\n\nOn ")
    assert "> On the hook." in came.text


def test_a_mail_that_takes_no_reply_has_no_form_for_one(mailbox: Mailbox, client, db, settings):
    settings.MAIL_IN = "%s@in.localhost"
    mailbox.add(1, b"From: a@x\r\nTo: b@x\r\nReply-To: no-reply@localhost\r\n\r\nNews.\r\n")

    assert "/dev/mail/1/reply/" not in client.get("/dev/mail/1/").content.decode()


def test_where_nothing_takes_mail_the_form_says_so(mailbox: Mailbox, client, db, settings):
    answerable(mailbox, settings)

    page = client.post("/dev/mail/1/reply/", {"text": "Which hook?"}, follow=True)

    assert "Nothing takes mail here" in page.content.decode()
