from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.http import PageRequest
from core.resources import ResourceView
from notifications import access, returning
from notifications.mail_log import STATES, read_log
from notifications.models import Suppression


@login_required
def mails(request: PageRequest) -> HttpResponse:
    """The mail that was sent to one, and what was not, with the reason."""
    asked = request.GET.get("state", "")
    state = asked if asked in STATES else "all"
    stopped = (
        Suppression.objects.of(request.user.email).first() if request.user.mail_stopped else None
    )
    context = {
        "page": read_log(request.user, state=state, after=request.GET.get("after")),
        "state": state,
        "stopped": stopped,
    }
    return render(request, "notifications/mails.html", context)


class CheckView(ResourceView):
    def post(self, request: PageRequest) -> HttpResponse:
        returning.ask(request.user)
        said = _("An email is on its way to {address}. Press the button in it.")
        messages.success(request, said.format(address=request.user.email))
        return redirect("notifications:mails")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def return_(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever has the mail may, without signing in.

    A GET changes nothing: programs that look for bad links follow every one in a mail.
    """
    address = access.address_to_return(token)
    if request.method == "POST":
        returning.confirm(token)
    stopped = Suppression.objects.of(address).exists()
    context = {"address": address, "stopped": stopped, "has_acted": request.method == "POST"}
    return render(request, "notifications/return.html", context)
