from copy import copy
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from accounts.forms.settings import DisplayForm
from accounts.models import Theme
from core.http import PageRequest


@login_required
def display(request: PageRequest) -> HttpResponse:
    form = DisplayForm(request.POST or None, instance=copy(request.user))
    if form.is_valid():
        form.save()
        with override(form.instance.language):
            messages.success(request, _("Settings saved"))
        return redirect("settings_display")
    status = 422 if form.errors else 200
    return render(request, "settings/display.html", {"form": form}, status=status)


@login_required
@require_POST
def theme(request: PageRequest) -> HttpResponse:
    """Light or dark, from the menu on every page."""
    if request.POST.get("theme") in Theme.values:
        request.user.theme = request.POST["theme"]
        request.user.save(update_fields=["theme"])
    if request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate":
        return HttpResponse(status=204)  # the script has changed the page already
    page = urlsplit(request.headers.get("Referer", "")).path
    return redirect(page if url_has_allowed_host_and_scheme(page, allowed_hosts=None) else "/")
