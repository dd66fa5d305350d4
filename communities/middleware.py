from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class MembershipMiddleware:
    """Lets this request's user remember their memberships, so that they are read once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            request.user.remembers_memberships = True  # type: ignore[attr-defined]
        return self.get_response(request)
