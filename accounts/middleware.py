from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

View = Callable[[HttpRequest], HttpResponse]


class ReaderMiddleware:
    """Shows each page in its reader's time zone and language.

    A visitor gets the site's own, so that visitors' pages can be shared; the browser restates
    their times (static/js).
    """

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        with timezone.override(request.user.zone), translation.override(request.user.language):
            return self.get_response(request)


class SignInByPageMiddleware:
    """Takes the whole page to sign in, where htmx would put the sign-in page into a part of it.

    Afterwards one is back on the page one was on, not on the address of the part.
    """

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.htmx or not isinstance(response, HttpResponseRedirect):  # type: ignore[attr-defined]
            return response
        path = urlsplit(response.url).path
        if path == reverse("account_login"):
            page = request.htmx.current_url_abs_path or "/"  # type: ignore[attr-defined]
            return HttpResponseClientRedirect(f"{path}?{urlencode({'next': page})}")
        if path.startswith(reverse("account_reauthenticate")):
            return HttpResponseClientRedirect(response.url)
        return response
