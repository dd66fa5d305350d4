from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from notifications import access, archive, follows, unsubscribing
from notifications.unsubscribing import Subscription


# RFC 8058: mail programs POST here by themselves, with no cookie and no token but the address.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """A GET changes nothing: programs that look for bad links follow every one in a mail."""
    subscription = access.subscription_to_change(token)
    if request.method == "POST" and "resume" in request.POST:
        subscription.resume()
    elif request.method == "POST":
        subscription.stop()
    context = {
        "subscription": subscription,
        "what": _said_of(subscription),
        "has_changed": request.method == "POST",
    }
    return render(request, "notifications/unsubscribe.html", context)


def _said_of(subscription: Subscription) -> str:
    """Which emails these are; the name of what they are about only while its reader may see it."""
    stream = subscription.stream
    if stream == unsubscribing.DIGEST:
        return _("This is about the digest of all your communities.")
    if scope := unsubscribing.digest_scope(stream):
        [name] = archive.names(subscription.user, [scope]).values()
        return _("This is about your digest from {name}.").format(name=name)
    if stream == unsubscribing.NOTICES:
        return _("This is about all emails with notices.")
    found = follows.names(subscription.user, [stream]).get(stream)
    return _("This is about emails from “{name}”.").format(name=found.name) if found else ""
