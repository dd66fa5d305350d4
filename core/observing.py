import logging
import time
import uuid
from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from core import metrics

log = structlog.get_logger(__name__)


class ObserverMiddleware:
    """Gives a request its id, and says how it went: a line of the log, and the metrics.

    The line names the route and not the address, which may carry a token or somebody's words.
    First in MIDDLEWARE, so that all that is logged meanwhile carries the id.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = str(uuid.uuid4())
        began = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = self.get_response(request)
            self._tell(request, response, time.perf_counter() - began)
        response["X-Request-ID"] = request_id
        return response

    def _tell(self, request: HttpRequest, response: HttpResponse, seconds: float) -> None:
        match = request.resolver_match
        view = match.view_name if match else self._unresolved(request)
        metrics.observe_request(view, request.method or "", response.status_code, seconds)
        log.log(
            logging.DEBUG if view == "static" else logging.INFO,
            "request",
            method=request.method,
            route=match.route if match else None,
            view=view,
            ids={key: n for key, n in match.kwargs.items() if isinstance(n, int)} if match else {},
            status=response.status_code,
            ms=round(seconds * 1000, 1),
            user_id=_user_id(request),
        )

    def _unresolved(self, request: HttpRequest) -> str:
        return "static" if request.path.startswith(settings.STATIC_URL) else "none"


def _user_id(request: HttpRequest) -> int | None:
    """Who asked, where the view wanted to know; for the log alone nobody is looked up."""
    user = getattr(request, "_cached_user", None)
    return user.pk if user else None
