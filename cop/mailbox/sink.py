"""A mail server that delivers nothing: ``python -m cop.mailbox.sink FOLDER --socket FD``.

Mail goes to it by real SMTP, as it will in production, and is kept where /dev/mail/ shows it.
"""

import argparse
import asyncio
import signal
import socket
import time
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from cop.mailbox.store import Mailbox


class Sink:
    def __init__(self, mailbox: Mailbox) -> None:
        self.mailbox = mailbox

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        content = envelope.original_content or b""
        # What the envelope says, which the headers need not: a copy that nobody else sees.
        said = f"X-Envelope-From: {envelope.mail_from}\r\n"
        said += f"X-Envelope-To: {', '.join(envelope.rcpt_tos)}\r\n"
        self.mailbox.add(time.time_ns(), said.encode() + content)
        return "250 Kept, and shown to nobody else"


async def listen(mailbox: Mailbox, listener: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    sink = Sink(mailbox)
    server = await loop.create_server(
        lambda: SMTP(sink, hostname="localhost", enable_SMTPUTF8=True), sock=listener
    )
    await stopping.wait()
    server.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--socket", type=int, required=True, help="listening file descriptor")
    asked = parser.parse_args()
    asyncio.run(listen(Mailbox(asked.folder), socket.socket(fileno=asked.socket)))
