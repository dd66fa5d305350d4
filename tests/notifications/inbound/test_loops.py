"""What a machine sent is answered by nobody, however much of it there is."""

from itertools import islice

import pytest

from discussions.models import Post
from notifications.inbound.automatic import reason_against
from notifications.inbound.incoming import Incoming
from notifications.inbound.processing import take_waiting
from notifications.inbound.taking_in import take_in
from notifications.models import Arrival, Email, Rejection
from tests.notifications.inbound.mails import a_mail, come

pytestmark = pytest.mark.django_db

AWAY = [
    "Automatic reply: Re: Baselines",
    "Auto: Out of office",
    "Out of Office: back on Monday",
    "Abwesenheitsnotiz: Re: Baselines",
    "Automatische Antwort: Re: Baselines",
    "Réponse automatique : Re: Baselines",
    "Absence du bureau",
    "Respuesta automática: Re: Baselines",
    "Fuera de la oficina",
    "Resposta automática: Re: Baselines",
    "Risposta automatica: Re: Baselines",
    "Fuori ufficio",
    "Automatisch antwoord: Re: Baselines",
    "Afwezig tot maandag",
    "Autosvar: Re: Baselines",
    "Automatisk svar: Re: Baselines",
    "Frånvaro",
    "Fravær: Re: Baselines",
    "Automaattinen vastaus: Re: Baselines",
    "Odpowiedź automatyczna: Re: Baselines",
    "Automatická odpověď: Re: Baselines",
    "Automatikus válasz: Re: Baselines",
    "Răspuns automat: Re: Baselines",
    "Автоматический ответ: Re: Baselines",
    "Автоматична відповідь: Re: Baselines",
    "Αυτόματη απάντηση: Re: Baselines",
    "Otomatik yanıt: Re: Baselines",
    "الرد التلقائي: Re: Baselines",
    "תשובה אוטומטית: Re: Baselines",
    "自动回复: Re: Baselines",
    "自動返信: Re: Baselines",
    "자동 회신: Re: Baselines",
    "Trả lời tự động: Re: Baselines",
]
MARKED = [
    {"Auto_Submitted": "auto-replied"},
    {"Auto_Submitted": "auto-generated; owner-email=ana@home.example"},
    {"Auto_Submitted": "auto-notified"},
    {"Precedence": "bulk"},
    {"Precedence": "junk"},
    {"Precedence": "auto_reply"},
    {"X_Autoreply": "yes"},
    {"X_Autorespond": "away"},
    {"X_Auto_Response_Suppress": "All"},
    {"X_Auto_Response_Suppress": "DR, RN, NRN, OOF, AutoReply"},
    {"X_Failed_Recipients": "ana@home.example"},
    {"List_Id": "<others.example.org>"},
    {"From": "mailer-daemon@home.example"},
    {"From": "MAILER-DAEMON@home.example"},
    {"From": "postmaster@home.example"},
    {"From": "no-reply@home.example"},
    {"From": "noreply+7@home.example"},
    {"From": "do-not-reply@home.example"},
    {"From": "The Hall <post+joseph@hall.example>"},
    {"Message_ID": "<notice/9@hall.example>"},
]
BOUNCED = [
    "Undelivered Mail Returned to Sender",
    "Delivery Status Notification (Failure)",
    "Mail delivery failed: returning message to sender",
    "Undeliverable: Baselines",
    "Unzustellbar: Baselines",
    "Non remis : Baselines",
    "No se puede entregar: Baselines",
    "failure notice",
]
REPORT = """\
From: MAILER-DAEMON@home.example
To: {to}
Subject: {subject}
Message-ID: <report-{number}@home>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I could not deliver your mail.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; home.example
Final-Recipient: rfc822; ana@home.example
Action: failed
Status: 5.1.1

--b--
"""


def from_machines(to: str, by: str):
    """Of every kind that there is, in every way in which they come: without end."""
    for number in range(1_000_000):
        yield a_mail(to, by=by, subject=AWAY[number % len(AWAY)]).as_bytes(), by
        marks = MARKED[number % len(MARKED)]
        marks = {name: mark.replace("/9@", f"/{number}@") for name, mark in marks.items()}
        yield a_mail(to, by=by, **marks).as_bytes(), by
        yield a_mail(to, by=by, subject=BOUNCED[number % len(BOUNCED)]).as_bytes(), ""
        subject = BOUNCED[number % len(BOUNCED)]
        yield REPORT.format(to=to, subject=subject, number=number).encode(), by


@pytest.mark.long
def test_a_hundred_of_them_post_nothing_and_are_answered_by_nothing(to_answer, ana, relay):
    relay()
    posts, mails = Post.objects.count(), Email.objects.count()

    for raw, sender in islice(from_machines(to_answer, ana.email), 120):
        take_in(raw, sender=sender, recipients=[to_answer])
    take_waiting(seconds=120)
    relay()

    assert Arrival.objects.filter(state="dropped").count() == 120
    assert (Post.objects.count(), Email.objects.count()) == (posts, mails)
    assert Rejection.objects.count() == 0


PEOPLE = [
    {},
    {"Auto_Submitted": "no"},
    {"Precedence": "first-class"},
    {"Subject": "Re: Automatic reply to donors?"},
    {"Subject": "Why are nurses absent from the office?"},
    {"Subject": "Re: Out of office hours"},
    {"From": "Noor Reply <noor@home.example>"},
    {"From": "bouncer@home.example"},
]


@pytest.mark.parametrize("headers", PEOPLE)
def test_a_person_is_taken_for_one(headers):
    mail = a_mail("x.y@in.hall.example", by="ana@home.example", **headers)

    assert reason_against(Incoming(mail, "ana@home.example", "")) is None


@pytest.mark.parametrize("subject", AWAY)
def test_who_is_away_is_known_by_the_subject_alone(subject):
    mail = a_mail("x.y@in.hall.example", by="ana@home.example", subject=subject)

    assert reason_against(Incoming(mail, "ana@home.example", "")) == "automatic"


def test_an_answer_of_ours_is_marked_and_comes_from_nobody(to_answer, ana, relay, sink, topic):
    mail = a_mail(to_answer, by=ana.email, text="")
    come(mail)
    relay()

    [letter] = [one for one in sink.to(ana.email) if "not posted" in one["Subject"]]
    assert letter["X-Envelope-From"] in ("", "<>", "None")
    assert letter["Auto-Submitted"] == "auto-replied"
    assert letter["In-Reply-To"] == letter["References"] == mail["Message-ID"]


def test_an_answer_of_ours_that_comes_back_is_dropped(to_answer, ana, relay, sink, topic):
    come(a_mail(to_answer, by=ana.email, text=""))
    relay()
    [letter] = [one for one in sink.to(ana.email) if "not posted" in one["Subject"]]

    arrival = come(letter.as_bytes(), to=to_answer, sender=ana.email)

    assert (arrival.state, arrival.reason) == ("dropped", "ours")


def test_a_second_refusal_for_another_reason_is_told_and_for_the_same_is_not(
    to_answer, ana, relay, topic
):
    for text in ("", "", "x" * 64_001, "x" * 64_001):
        come(a_mail(to_answer, by=ana.email, text=text))
    relay()

    assert Email.objects.filter(kind__contains="Refused").count() == 2
