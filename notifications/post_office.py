"""The one connection to the mail server that a worker process keeps."""

import smtplib
import time
from typing import Any

import structlog
from django.core.mail import EmailMessage, get_connection

log = structlog.get_logger(__name__)


class Unreachable(Exception):
    """There is no mail server to be had now; nothing was sent."""


class Refused(Exception):
    """The server will not have this mail, certainly; ``for_now`` says whether to try again."""

    def __init__(self, error: Exception, *, for_now: bool) -> None:
        super().__init__(str(error))
        self.for_now = for_now


class Interrupted(Exception):
    """The line broke while a mail was going out: it may have arrived, and it may not."""


class PostOffice:
    """Errors are sorted by the one thing that matters: can the mail have gone out?"""

    IDLE = 5.0  # seconds; a server hangs up on whoever is silent for long

    def __init__(self) -> None:
        self._backend: Any = None
        self._used_at = 0.0

    def open(self) -> None:
        """Have a connection that works. Raises Unreachable."""
        if self._backend is not None and not self._is_alive():
            self.close()
        try:
            if self._backend is None:
                self._backend = get_connection()
            self._backend.open()
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise Unreachable(str(error)) from error
        self._used_at = time.monotonic()

    def send(self, message: EmailMessage) -> None:
        """Raises Refused, Interrupted."""
        try:
            self._backend.send_messages([message])
        except smtplib.SMTPServerDisconnected as error:
            self.close()
            raise Interrupted(str(error)) from error
        except smtplib.SMTPResponseException as error:
            raise Refused(error, for_now=_is_passing(error.smtp_code)) from error
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _text in error.recipients.values()]
            raise Refused(error, for_now=all(map(_is_passing, codes))) from error
        except (smtplib.SMTPNotSupportedError, ValueError) as error:
            # An address that this server, or any, cannot be given.
            raise Refused(error, for_now=False) from error
        except OSError as error:
            self.close()
            raise Interrupted(str(error)) from error

    def close(self) -> None:
        backend, self._backend = self._backend, None
        if backend is not None:
            try:
                backend.close()
            except (smtplib.SMTPException, OSError) as error:
                log.info("mail_server_left", error=str(error))

    def _is_alive(self) -> bool:
        line = getattr(self._backend, "connection", None)
        if not isinstance(line, smtplib.SMTP):
            return True  # not SMTP: there is no line to lose
        if line.sock is None:
            return False
        if time.monotonic() - self._used_at < self.IDLE:
            return True
        try:
            return line.noop()[0] == 250
        except (smtplib.SMTPException, OSError):
            return False


def _is_passing(code: int) -> bool:
    return 400 <= code < 500


post_office = PostOffice()
