"""What mail servers write when they could not deliver, each after a real one of its kind."""

from email import message_from_string, policy
from email.message import EmailMessage

REPORT = """\
From: {sender}
To: <{to}>
Subject: {subject}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain; charset=utf-8

I'm sorry to have to inform you that your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net
Arrival-Date: Thu, 26 Nov 2026 09:00:00 +0000

Final-Recipient: rfc822; somebody.else@example.net
Action: {action}
Status: {status}
Remote-MTA: dns; mail.example.net
Diagnostic-Code: smtp; {diagnostic}

--b
Content-Type: message/rfc822

From: Ann via Nurses <post+ann@hall.example>
Subject: The spam filter says: mailbox full

No such user, says the text that we had sent.

--b--
"""

LOOSE = """\
From: {sender}
To: <{to}>
Subject: {subject}
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

{text}
"""

FEEDBACK = """\
From: <feedback@mail.example.net>
To: <{to}>
Subject: FW: Where is the key?
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="b"

--b
Content-Type: text/plain

This is an email abuse report for an email message received from IP 192.0.2.1.

--b
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: SomeGenerator/1.0
Version: 1
Original-Mail-From: <{to}>

--b
Content-Type: message/rfc822

From: Ann via Nurses <post+ann@hall.example>
Subject: Where is the key?

On the hook.
--b--
"""


def report(
    diagnostic: str, *, status: str = "5.0.0", action: str = "failed", to: str = "b.x@in.localhost"
) -> EmailMessage:
    said = {"diagnostic": diagnostic, "status": status, "action": action, "to": to}
    return _message(
        REPORT.format(
            sender="MAILER-DAEMON@mx.example.net (Mail Delivery System)",
            subject="Undelivered Mail Returned to Sender",
            **said,
        )
    )


def loose(
    text: str,
    *,
    sender: str = "MAILER-DAEMON@mx.example.net",
    subject: str = "failure notice",
    to: str = "b.x@in.localhost",
) -> EmailMessage:
    return _message(LOOSE.format(text=text, sender=sender, subject=subject, to=to))


def feedback(to: str = "b.x@in.localhost") -> EmailMessage:
    return _message(FEEDBACK.format(to=to))


def _message(text: str) -> EmailMessage:
    message = message_from_string(text, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message
