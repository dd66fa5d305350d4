from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.errors import DomainError


class HeadersMiddleware:
    """What every answer says to browsers and no library says for us, files included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # No other site gets at our answers by way of its pictures and scripts.
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        if not settings.SEARCH_ENGINES:
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response


class DomainErrorMiddleware:
    """What the state of things does not allow becomes a page that says so.

    The API has its own handler. A status without a page of its own is shown on that of a 409.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, DomainError):
            return None
        templates = [f"{exception.status}.html", "409.html"]
        response = render(request, templates, {"error": exception}, status=exception.status)
        for name, value in exception.headers.items():
            response[name] = value
        return response
