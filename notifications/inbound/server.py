"""The server to which an MTA hands mail for us: LMTP or SMTP, on addresses from MAIL_IN_LISTEN.

It answers 250 once the mail is kept in PostgreSQL, and 451 where it cannot be: then the MTA keeps
it and tries again.
"""

import asyncio
import signal
import socket
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Barrier
from typing import Any, Self
from urllib.parse import urlsplit

import structlog
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.db import DatabaseError, close_old_connections, connections

from notifications.inbound.addresses import are_open, is_mailbox, space_of, tag_of, token_of
from notifications.inbound.taking_in import take_in
from notifications.models import ReplyAddress
from notifications.models.email import host

log = structlog.get_logger(__name__)

THREADS = 4  # each keeps a database connection
MOST_RECIPIENTS = 20
LATER = "451 4.3.0 It cannot be kept just now. Try again later."
NO_SUCH_ADDRESS = "550 5.1.1 There is no such address here."


@dataclass(frozen=True)
class Address:
    """Where it listens: ``lmtp://127.0.0.1:8024``, ``smtp://[::1]:25`` or ``lmtp:///run/mail``."""

    protocol: str
    host: str
    port: int
    path: str

    @classmethod
    def read(cls, text: str) -> Self:
        parts = urlsplit(text)
        if parts.scheme not in {"lmtp", "smtp"} or not (parts.port or parts.path.strip("/")):
            raise ValueError(f"{text} is no address to take mail at: lmtp://127.0.0.1:8024 is one.")
        return cls(parts.scheme, parts.hostname or "", parts.port or 0, parts.path)

    def listen(self) -> socket.socket:
        if not self.port:
            with suppress(FileNotFoundError):
                Path(self.path).unlink()  # of a process that was killed
            listener = socket.socket(socket.AF_UNIX)
            listener.bind(self.path)
            Path(self.path).chmod(0o660)
            return listener
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        return socket.create_server((self.host, self.port), family=family)


class Reception:
    """What the protocol's server asks of us. Its methods' names are aiosmtpd's."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="mail")
        self._servers: list[asyncio.Server] = []

    async def listen(self, protocol: str, listener: socket.socket) -> None:
        kind = LMTP if protocol == "lmtp" else SMTP

        def speak() -> SMTP:
            return kind(
                self,
                hostname=host(),
                ident="Guildhall",
                enable_SMTPUTF8=True,
                data_size_limit=settings.MAIL_IN_MAX_MB * 1024 * 1024,
            )

        loop = asyncio.get_running_loop()
        is_path = listener.family == socket.AF_UNIX
        begin = loop.create_unix_server if is_path else loop.create_server
        self._servers.append(await begin(speak, sock=listener))

    def close(self) -> None:
        """End once what has begun is kept."""
        for server in self._servers:
            server.close()
        # Each thread puts down its own connection: none can take a second turn before all have.
        leaving = Barrier(THREADS)
        for _thread in range(THREADS):
            self._threads.submit(_leave, leaving)
        self._threads.shutdown()

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients."
        try:
            known = await self._in_thread(is_known, address)
        except DatabaseError as error:
            log.warning("mail_not_asked", error=type(error).__name__)
            return LATER
        if not known:
            return NO_SUCH_ADDRESS
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        raw = bytes(envelope.original_content or b"")
        try:
            await self._in_thread(
                lambda: take_in(raw, sender=envelope.mail_from or "", recipients=envelope.rcpt_tos)
            )
            answer = "250 2.0.0 Kept"
        except DatabaseError as error:
            log.warning("mail_not_kept", error=type(error).__name__)
            answer = LATER
        # LMTP answers for each recipient, SMTP for all together.
        times = len(envelope.rcpt_tos) if isinstance(server, LMTP) else 1
        return "\r\n".join([answer] * times)

    async def _in_thread(self, act: Callable[..., Any], *args: Any) -> Any:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, _with_connection, act, *args)


def _with_connection(act: Callable[..., Any], *args: Any) -> Any:
    """A connection that the database has closed meanwhile is no reason to refuse a mail."""
    close_old_connections()
    return act(*args)


def _leave(leaving: Barrier) -> None:
    leaving.wait()
    connections.close_all()


def is_known(address: str) -> bool:
    """Whether anything can come of mail to this address.

    Of a space only the shape is asked: whether there is one here is not for strangers to find out.
    """
    if is_mailbox(address):
        return True
    tag = tag_of(address)
    if tag is None:
        return False
    if token := token_of(tag, "r"):
        return ReplyAddress.objects.filter(token=token.lower()).exists()
    return bool(token_of(tag, "u") or token_of(tag, "b") or space_of(tag))


async def serve(listening: Sequence[tuple[str, socket.socket]]) -> None:
    """Take mail at these sockets, each by its protocol, until asked to stop."""
    if not are_open():
        log.warning(
            "mail_in_closed",
            hint="No MAIL_IN, no MAIL_IN_MAILBOX: all are refused.",
        )
    loop = asyncio.get_running_loop()
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    reception = Reception()
    for protocol, listener in listening:
        await reception.listen(protocol, listener)
    await stopping.wait()
    reception.close()
