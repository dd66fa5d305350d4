from typing import Any

from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.adapters import ZONE_KEY


@require_http_methods(["GET", "POST"])
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Go to the other site, by a page of our own.

    A redirect would be the answer to a form, and ours may only lead here (form-action).
    """
    if zone := request.POST.get("timezone"):
        request.session[ZONE_KEY] = zone
    response: Any = openid_connect.login(request, provider_id)
    if not isinstance(response, HttpResponseRedirect):
        return response
    return render(request, "socialaccount/leaving.html", {"destination": response.url})
