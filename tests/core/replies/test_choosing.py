"""Which part of a mail is read, and how its bytes become text."""

from base64 import b64encode
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from core.replies import read_reply

QUOTE = "On Mon, 1 Jan 2024 at 10:00, Ann Lee <ann@example.org> wrote:\n> Tuesday?\n"
PICTURE = (
    "Content-Type: image/png; name=tea.png\n"
    "Content-Disposition: inline\nContent-ID: <1@x>\nContent-Transfer-Encoding: base64\n\niVBORw0K"
)


def read(head, body):
    raw = head.encode() + b"\n\n" + (body if isinstance(body, bytes) else body.encode())
    return read_reply(message_from_bytes(raw, policy=policy.default))


def parts(*parts, kind="mixed"):
    inner = "".join(f"--b\n{part}\n" for part in parts)
    return read(f"Content-Type: multipart/{kind}; boundary=b", f"{inner}--b--\n")


def text(body, head="text/plain; charset=utf-8"):
    return f"Content-Type: {head}\n\n{body}"


def html(body):
    return text(body, "text/html; charset=utf-8")


@pytest.mark.parametrize(
    ("head", "body", "written"),
    [
        ("text/plain", "Grüße".encode(), "Grüße"),
        ("text/plain; charset=us-ascii", "Grüße".encode(), "Grüße"),
        ("text/plain; charset=iso-8859-1", "Grüße".encode(), "Grüße"),
        ("text/plain; charset=iso-8859-1", "“so”".encode("cp1252"), "“so”"),
        ("text/plain; charset=utf-8", "Grüße".encode("cp1252"), "Grüße"),
        ("text/plain; charset=gb2312", "你好镕".encode("gb18030"), "你好镕"),
        ("text/plain; charset=iso-2022-jp", "はい".encode("iso-2022-jp"), "はい"),
        ("text/plain; charset=no-such-thing", "да".encode(), "да"),
        ("text/plain; charset=utf-8", "\ufeffhello".encode(), "hello"),
    ],
)
def test_characters_are_read_as_they_are(head, body, written):
    assert read(f"Content-Type: {head}\nContent-Transfer-Encoding: 8bit", body).markdown == written


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("base64", b64encode("Grüße, 1 > 0".encode())),
        ("base64", "Grüße, 1 > 0".encode()),
        ("quoted-printable", b"Gr=C3=BC=C3=9Fe, 1 > 0"),
        ("7bit", b"Gr=C3=BC=C3=9Fe, =\n1 > 0"),
        ("no-such-thing", "Grüße, 1 > 0".encode()),
    ],
)
def test_transfer_encodings_may_lie(encoding, body):
    head = f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: {encoding}"

    assert read(head, body).markdown == "Grüße, 1 > 0"


def test_a_footer_behind_base64_is_read_too():
    body = b64encode(b"Yes.").decode() + "\n\nA footer, in plain words"
    head = "Content-Type: text/plain\nContent-Transfer-Encoding: base64"

    assert read(head, body).markdown == "Yes.\n\nA footer, in plain words"


def test_folded_lines_are_made_whole():
    head = "Content-Type: text/plain; format=flowed"
    body = f"One line \nthat was folded.\nAnother.\n -- no\n\n{QUOTE}-- \nBob"

    assert read(head, body).markdown == "One line that was folded.\nAnother.\n-- no"


def test_folded_lines_without_spaces_between_words():
    head = "Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes"

    assert read(head, "こん \nにちは").markdown == "こんにちは"


def test_html_goes_before_text():
    reply = parts(text("*plain*"), html("<b>rich</b>"), kind="alternative")

    assert (reply.markdown, reply.was_html) == ("**rich**", True)


def test_text_goes_before_empty_html():
    reply = parts(text("plain"), html("<p>&nbsp;</p>"), kind="alternative")

    assert (reply.markdown, reply.was_html) == ("plain", False)


def test_text_that_marks_the_quote_goes_before_html_that_does_not():
    flat = "<p>Yes.</p><p>Ann asked on Monday</p><p>Tuesday?</p>"
    reply = parts(text(f"Yes.\n\n{QUOTE}"), html(flat), kind="alternative")

    assert reply.markdown == "Yes."
    assert "> Tuesday?" in reply.quoted


def test_words_around_a_picture_are_put_together():
    reply = parts(text("Look:"), PICTURE, text("Fine?"))

    assert reply.markdown == "Look:\n\n![tea.png](cid:1@x)\n\nFine?"
    assert reply.pictures == ("1@x",)


def test_html_around_a_picture_is_put_together():
    reply = parts(html("<html><body>Look:</body></html>"), PICTURE, html("<p>Fine?</p>"))

    assert reply.markdown == "Look:\n\n![tea.png](cid:1@x)\n\nFine?"


def test_a_picture_that_html_shows_is_shown_once_and_in_its_place():
    reply = parts(html('<p>a <img alt="tea" src="cid:1@x"> b</p>'), PICTURE, kind="related")

    assert reply.markdown == "a ![tea](cid:1@x) b"


def test_a_picture_in_the_quote_is_not_shown():
    quote = '<p>Yes.</p><blockquote type="cite">Look <img src="cid:1@x"></blockquote>'
    reply = parts(html(quote), PICTURE, kind="related")

    assert (reply.markdown, reply.pictures) == ("Yes.", ())


@pytest.mark.parametrize(
    "head",
    [
        "application/ms-tnef; name=winmail.dat",
        "application/pkcs7-signature; name=smime.p7s",
        "application/pgp-signature; name=signature.asc",
        "text/x-vcard; name=ann.vcf",
        "text/calendar",
        "text/plain; name=notes.csv",
        "text/plain\nContent-Disposition: attachment; filename=notes.txt",
        "text/html\nContent-Disposition: attachment; filename=page.html",
    ],
)
def test_what_is_attached_is_not_read(head):
    assert parts(text("Yes."), f"Content-Type: {head}\n\nsecret").markdown == "Yes."


def test_an_attached_mail_is_not_read():
    mail = "Content-Type: message/rfc822\n\nSubject: tea\nContent-Type: text/plain\n\nforwarded"

    assert parts(text("See this."), mail).markdown == "See this."


def test_a_message_that_python_built_is_read():
    message = EmailMessage()
    message.set_content(f"Tuesday is fine.\n\n{QUOTE}")
    message.add_alternative("<p>Tuesday is <b>fine</b>.</p>", subtype="html")

    assert read_reply(message).markdown == "Tuesday is **fine**."


def test_parts_within_parts_are_followed_to_a_depth():
    message = EmailMessage()
    message.set_content("deep")
    for _ in range(100):
        outer = EmailMessage()
        outer["Content-Type"] = "multipart/mixed"
        outer.attach(message)
        message = outer

    assert read_reply(message).markdown == ""


def test_an_empty_mail_is_empty():
    assert read("Content-Type: text/plain", "").markdown == ""
    assert read("Content-Type: text/html", "").markdown == ""


@pytest.mark.parametrize("source", ["cid:%3Cphoto%40x%3E", "CID:photo@x", "cid:photo%40x"])
@pytest.mark.parametrize("header", ["<photo@x>", "photo@x", "<photo%40x>"])
def test_a_picture_is_found_however_its_name_is_written(source, header):
    mail = EmailMessage()
    mail.set_content("See.")
    mail.add_alternative(f'<p>See.</p><p><img alt="A heron" src="{source}"></p>', subtype="html")
    mail.get_body(("html",)).add_related(b"x", "image", "png", cid=header)

    reply = read_reply(message_from_bytes(mail.as_bytes(), policy=policy.default))

    assert reply.pictures == ("photo@x",)
    assert reply.markdown == "See.\n\n![A heron](cid:photo@x)"
