"""What is sent along with a mail is posted with it, as far as it is taken here."""

import pytest

from core.models import Upload
from tests.core.uploads.factories import picture
from tests.notifications.inbound.mails import a_mail, come

pytestmark = pytest.mark.django_db

VCARD = b"BEGIN:VCARD\nFN:Ana\nEND:VCARD\n"


def test_files_are_linked_and_pictures_shown_below_the_text(to_answer, ana, topic):
    mail = a_mail(to_answer, by=ana.email, text="See these.")
    mail.add_attachment(picture(), maintype="image", subtype="png", filename="Plot 7.png")
    mail.add_attachment(b"a,b\n1,2\n", maintype="text", subtype="csv", filename="rates.csv")

    come(mail)

    post = topic.posts.get(number=3)
    plot, table = Upload.objects.order_by("pk")
    assert post.source == f"See these.\n\n{plot.markdown}\n\n{table.markdown}"
    assert {upload.owner for upload in (plot, table)} == {ana}
    assert "<img" in post.html


def test_what_is_not_taken_is_left_out_and_its_sender_told(to_answer, ana, topic, relay, sink):
    mail = a_mail(to_answer, by=ana.email)
    mail.add_attachment(b"MZ\x00\x01", maintype="application", subtype="exe", filename="a.exe")

    arrival = come(mail)
    relay()

    assert (arrival.state, arrival.reason) == ("posted", "files")
    assert topic.posts.get(number=3).source == "Take the late joiners as your baseline."
    [letter] = [mail for mail in sink.to(ana.email) if "without its files" in mail["Subject"]]
    assert "a.exe: This kind of file is not taken here." in letter.get_body(
        ("plain",)
    ).get_content().replace("\n", " ")


@pytest.mark.parametrize(
    "added",
    [
        (VCARD, "text/vcard", "ana.vcf"),
        (VCARD, "text/x-vcard", "ana"),
        (b"\x30\x82", "application/pkcs7-signature", "smime.p7s"),
        (b"-----BEGIN PGP SIGNATURE-----", "application/pgp-signature", "signature.asc"),
        (b"\x78\x9f", "application/ms-tnef", "winmail.dat"),
        (b"BEGIN:VCALENDAR", "text/calendar", "invite.ics"),
    ],
)
def test_what_programs_add_by_themselves_is_no_file(to_answer, ana, topic, added):
    content, kind, name = added
    mail = a_mail(to_answer, by=ana.email)
    maintype, _slash, subtype = kind.partition("/")
    mail.add_attachment(content, maintype=maintype, subtype=subtype, filename=name)

    arrival = come(mail)

    assert (arrival.state, arrival.reason) == ("posted", "")
    assert not Upload.objects.exists()


def test_a_mail_that_was_forwarded_as_a_file_is_not_opened(to_answer, ana, topic):
    inner = a_mail("x@example.org", by="y@example.org", text="The heron.")
    inner.add_attachment(picture(), maintype="image", subtype="png", filename="secret.png")
    mail = a_mail(to_answer, by=ana.email)
    mail.add_attachment(inner)

    come(mail)

    assert "heron" not in topic.posts.get(number=3).source
    assert not Upload.objects.exists()


def in_html(mail, written: str, *pictures: tuple[str, bytes]):
    """The same mail as a program writes it that has a window with buttons."""
    mail.add_alternative(f"<html><body>{written}</body></html>", subtype="html")
    html = mail.get_payload()[1]
    for cid, content in pictures:
        named = {"cid": f"<{cid}>", "filename": f"{cid}.png"}
        html.add_related(content, maintype="image", subtype="png", **named)
    return mail


def test_a_picture_in_the_text_is_shown_in_its_place(to_answer, ana, topic):
    written = '<p>Before</p><p><img src="cid:plot" alt="Rates by wave"></p><p>After</p>'
    come(
        in_html(a_mail(to_answer, by=ana.email, text="Before After"), written, ("plot", picture()))
    )

    upload = Upload.objects.get()
    source = topic.posts.get(number=3).source
    assert source.index("Before") < source.index(upload.address) < source.index("After")
    assert "cid:" not in source


def test_a_picture_that_only_a_signature_or_the_quoted_mail_shows_is_not_kept(
    to_answer, ana, topic
):
    written = (
        '<div>Yes.</div><div class="gmail_signature"><img src="cid:logo" alt="ACME"></div>'
        '<div class="gmail_quote"><div>On Mon, 2 Mar 2026, Joseph wrote:</div>'
        '<blockquote><p>Well?</p><img src="cid:face" alt=""></blockquote></div>'
    )
    mail = a_mail(to_answer, by=ana.email, text="Yes.")
    come(in_html(mail, written, ("logo", picture()), ("face", picture())))

    assert topic.posts.get(number=3).source == "Yes."
    assert not Upload.objects.exists()


def test_a_file_alone_is_a_post(to_answer, ana, topic):
    mail = a_mail(to_answer, by=ana.email, text="")
    mail.add_attachment(picture(), maintype="image", subtype="png", filename="plot.png")

    assert come(mail).state == "posted"


def test_files_of_a_mail_that_is_refused_are_not_kept(to_answer, ana, topic):
    mail = a_mail(to_answer, by=ana.email)
    mail.add_attachment(picture(), maintype="image", subtype="png", filename="plot.png")
    topic.delete_softly(by=ana)

    assert come(mail).reason == "gone"
    assert not Upload.objects.exists()


def test_more_than_ten_are_not_taken(to_answer, ana, topic):
    mail = a_mail(to_answer, by=ana.email)
    for number in range(12):
        mail.add_attachment(
            b"a,b\n", maintype="text", subtype="csv", filename=f"rates-{number}.csv"
        )

    arrival = come(mail)

    assert Upload.objects.count() == 10
    assert arrival.said.splitlines() == [
        "rates-10.csv: there were too many files.",
        "rates-11.csv: there were too many files.",
    ]
