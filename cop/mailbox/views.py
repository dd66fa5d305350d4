"""The mail that was sent, as its reader gets it. These pages exist in development only."""

from email.utils import parseaddr
from itertools import islice

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp, csp_update
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from cop.mailbox.store import Mail, Mailbox
from notifications.inbound.addresses import tag_of

SHOWN = 200
# Mails carry their styles in their elements, and their links open beside the mailbox.
HTML_POLICY = {
    "default-src": [NONE],
    "img-src": [SELF, "data:"],
    "style-src": [UNSAFE_INLINE],
    "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
    "base-uri": [NONE],
    "frame-ancestors": [SELF],
}


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    mails = list(islice(Mailbox(settings.MAILBOX), SHOWN))
    return render(request, "mailbox/inbox.html", {"mails": mails})


@require_safe
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type] # it is typed for views without arguments
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    found = find(pk)
    context = {"mail": found, "reply_to": reply_address_of(found)}
    return render(request, "mailbox/mail.html", context)


@require_safe
@xframe_options_sameorigin
@csp(HTML_POLICY)  # type: ignore[arg-type] # as above
def html(request: HttpRequest, pk: int) -> HttpResponse:
    written = find(pk).html or ""
    return HttpResponse(written.replace("<head>", '<head><base target="_blank">', 1))


def reply_address_of(mail: Mail) -> str:
    """Where its reader's reply is taken; empty where none is."""
    address = parseaddr(str(mail.message["reply-to"] or ""))[1]
    return address if tag_of(address) else ""


def find(pk: int) -> Mail:
    found = Mailbox(settings.MAILBOX).find(pk)
    if found is None:
        raise Http404
    return found
