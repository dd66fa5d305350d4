from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


class Sink(Controller):
    """A mail server that keeps what it is given, and refuses or hangs up where told to."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.sessions = 0
        self.answers: dict[str, str] = {}  # by recipient: what it says instead of taking the mail
        self.hangs_up_on: set[str] = set()
        super().__init__(self, hostname="127.0.0.1", port=0)

    def _trigger_server(self) -> None:
        """Called once it listens, and before anybody asks on which port."""
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()

    async def handle_EHLO(  # noqa: N802 - aiosmtpd names its hooks so
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        self.sessions += 1
        session.host_name = hostname
        return responses

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        [to] = envelope.rcpt_tos
        if to in self.hangs_up_on:
            server.transport.abort()
            return "451 gone"
        if answer := self.answers.get(to):
            return answer
        message = message_from_bytes(envelope.content, policy=policy.default)
        message["X-Envelope-From"] = envelope.mail_from
        self.messages.append(message)
        return "250 taken"

    def to(self, address: str) -> list[EmailMessage]:
        return [message for message in self.messages if message["To"] == address]
