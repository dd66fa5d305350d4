"""Answers a mail that was sent as its reader would: by a real mail to where mail comes in."""

import smtplib
from email.message import EmailMessage
from email.utils import make_msgid, parseaddr

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cop.mailbox.address import reception_port
from cop.mailbox.store import Mail
from cop.mailbox.views import find, reply_address_of


@require_POST
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    mail = find(pk)
    to = reply_address_of(mail)
    port = reception_port(settings.MAILBOX)
    if port is None:
        messages.error(request, _("Nothing takes mail here: it does while `make up` runs."))
        return redirect("mailbox:mail", pk)
    answer = answer_to(mail, to, request.POST.get("text", ""))
    try:
        with smtplib.SMTP("127.0.0.1", port, timeout=5) as server:
            server.send_message(answer)
    except (smtplib.SMTPException, OSError) as error:
        messages.error(request, _("It was not taken: {why}").format(why=error))
    else:
        said = _("Sent to {address}. What became of it is in its reader’s settings.")
        messages.success(request, said.format(address=to))
    return redirect("mailbox:mail", pk)


def answer_to(mail: Mail, to: str, text: str) -> EmailMessage:
    """With what it answers quoted below, as mail programs do."""
    quoted = "\n".join(f"> {line}" for line in (mail.text or "").splitlines())
    answer = EmailMessage()
    answer["From"], answer["To"] = parseaddr(mail.recipient)[1], to
    answer["Subject"] = f"Re: {mail.subject}"
    answer["Message-ID"] = make_msgid(domain="localhost")
    answer["In-Reply-To"] = str(mail.message["message-id"] or "")
    wrote = f"On {mail.came_at:%a, %d %b %Y at %H:%M}, {parseaddr(mail.sender)[0]} wrote:"
    answer.set_content(f"{text}\n\n{wrote}\n{quoted}\n")
    return answer
