"""The mail that was sent, as its reader gets it. These pages exist in development only."""

from email.utils import parseaddr
from itertools import islice

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp, csp_update
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from cop.mailbox.store import Mail, Mailbox
from notifications.inbound.addresses import is_mailbox, tag_of

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
    to = request.GET.get("to", "").strip()
    found = (mail for mail in Mailbox(settings.MAILBOX) if not to or mail.is_to(to))
    context = {"mails": list(islice(found, SHOWN)), "to": to}
    return render(request, "mailbox/inbox.html", context)


@require_safe
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type] # it is typed for views without arguments
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    found = find(pk)
    parts = parts_of(found)
    asked = request.GET.get("as", "")
    context = {
        "mail": found,
        "parts": parts,
        "part": asked if asked in {name for name, _label, _url in parts} else parts[0][0],
        "reply_to": reply_address_of(found),
    }
    return render(request, "mailbox/mail.html", context)


@require_safe
@xframe_options_sameorigin
@csp(HTML_POLICY)  # type: ignore[arg-type] # as above
def html(request: HttpRequest, pk: int) -> HttpResponse:
    written = find(pk).html or ""
    return HttpResponse(written.replace("<head>", '<head><base target="_blank">', 1))


def parts_of(mail: Mail) -> list[tuple[str, str, str]]:
    """The ways to look at it, as tabs."""
    ways = {
        "html": _("HTML") if mail.html else "",
        "text": _("Text") if mail.text else "",
        "headers": _("Headers"),
        "source": _("Source"),
    }
    return [(name, label, f"?as={name}") for name, label in ways.items() if label]


def reply_address_of(mail: Mail) -> str:
    """Where its reader's reply is taken; empty where none is."""
    address = parseaddr(str(mail.message["reply-to"] or ""))[1]
    return address if tag_of(address) or is_mailbox(address) else ""


def find(pk: int) -> Mail:
    found = Mailbox(settings.MAILBOX).find(pk)
    if found is None:
        raise Http404
    return found
