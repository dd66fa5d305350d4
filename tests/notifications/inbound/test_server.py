"""Mail by real SMTP and LMTP, kept before it is answered."""

import asyncio
import smtplib
import socket
import threading
from collections.abc import Iterator
from typing import Self

import pytest
from django.db import OperationalError

from notifications.inbound import server
from notifications.inbound.server import Address, Reception
from notifications.models import Arrival
from tests.notifications.inbound.mails import a_mail

pytestmark = pytest.mark.django_db(transaction=True)


class Running:
    """The server in a thread, as the command runs it in a process."""

    def __init__(self, protocol: str, listener: socket.socket | None = None) -> None:
        self.listener = listener or socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.loop = asyncio.new_event_loop()
        self.reception = Reception()
        self.protocol = protocol
        self.thread = threading.Thread(target=self.loop.run_forever)

    def __enter__(self) -> Self:
        self.thread.start()
        listening = self.reception.listen(self.protocol, self.listener)
        asyncio.run_coroutine_threadsafe(listening, self.loop).result()
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self.loop).result()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

    async def _end(self) -> None:
        self.reception.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)


@pytest.fixture(params=["smtp", "lmtp"])
def client(request) -> Iterator[smtplib.SMTP]:
    with Running(request.param) as running:
        kind = smtplib.LMTP if request.param == "lmtp" else smtplib.SMTP
        with kind("127.0.0.1", running.port) as client:
            yield client


def test_a_mail_is_kept_before_it_is_answered(client, to_answer, ana):
    mail = a_mail(to_answer, by=ana.email)

    refused = client.sendmail(ana.email, [to_answer], mail.as_bytes())

    arrival = Arrival.objects.get()
    assert refused == {}
    assert (arrival.envelope_from, arrival.envelope_to) == (ana.email, to_answer)
    assert arrival.message_id == mail["Message-ID"]
    assert bytes(arrival.raw).startswith(mail.as_bytes()[:100])


def test_whom_nobody_knows_is_refused_and_the_others_are_not(client, to_answer, ana):
    mail = a_mail(to_answer, by=ana.email)
    strangers = ["somebody@else.example", f"r.{'0' * 32}@in.hall.example", "x@in.hall.example"]

    refused = client.sendmail(ana.email, [to_answer, *strangers], mail.as_bytes())

    assert sorted(refused) == sorted(strangers)
    assert {code for code, _text in refused.values()} == {550}
    assert [arrival.envelope_to for arrival in Arrival.objects.all()] == [to_answer]


def test_whether_there_is_a_space_is_told_to_nobody_who_asks(client, topic):
    client.ehlo_or_helo_if_needed()
    client.mail("x@example.org")

    codes = {client.rcpt(f"{slugs}@in.hall.example")[0] for slugs in ("keepers.general", "no.no")}

    assert codes == {250}


def test_each_recipient_here_is_a_mail_of_its_own(client, to_answer, ana, topic):
    both = [to_answer, "keepers.general@in.hall.example"]

    client.ehlo_or_helo_if_needed()
    client.mail(ana.email)
    for recipient in both:
        client.rcpt(recipient)
    answers = [client.data(a_mail(to_answer, by=ana.email).as_bytes())]
    if isinstance(client, smtplib.LMTP):  # which answers for each recipient
        answers.append(client.getreply())

    assert {code for code, _text in answers} == {250}
    assert Arrival.objects.count() == 2


def test_one_that_is_too_large_is_refused(client, to_answer, ana, settings):
    client.close()
    settings.MAIL_IN_MAX_MB = 1
    raw = a_mail(to_answer, by=ana.email, text="a line\n" * 200_000).as_bytes()
    with (
        Running("smtp") as running,
        smtplib.SMTP("127.0.0.1", running.port) as small,
        pytest.raises(smtplib.SMTPSenderRefused),
    ):
        small.sendmail(ana.email, [to_answer], raw)

    assert Arrival.objects.count() == 0


def test_one_that_cannot_be_kept_now_is_left_to_the_mta(client, to_answer, ana, monkeypatch):
    def fail(*_: object, **__: object) -> None:
        raise OperationalError("the database is gone")

    monkeypatch.setattr(server, "take_in", fail)

    with pytest.raises((smtplib.SMTPDataError, smtplib.SMTPRecipientsRefused)) as refused:
        client.sendmail(ana.email, [to_answer], a_mail(to_answer, by=ana.email).as_bytes())

    assert "451" in str(refused.value)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("lmtp://127.0.0.1:8024", True),
        ("smtp://[::1]:25", True),
        ("lmtp:///run/mail", True),
        ("http://127.0.0.1:80", False),
        ("lmtp://127.0.0.1", False),
        ("8024", False),
    ],
)
def test_where_it_listens_is_read_or_refused(text, is_one):
    if is_one:
        assert Address.read(text).protocol in text
    else:
        with pytest.raises(ValueError, match="is no address"):
            Address.read(text)


def test_it_listens_at_a_socket_in_the_file_system(to_answer, ana, tmp_path):
    path = tmp_path / "mail"
    for _time in range(2):  # also where one that was killed has left its own behind
        address = Address.read(f"lmtp://{path}")
        with (
            Running("lmtp", address.listen()),
            smtplib.LMTP(str(path)) as client,
        ):
            client.sendmail(ana.email, [to_answer], a_mail(to_answer, by=ana.email).as_bytes())

    assert Arrival.objects.count() == 2
