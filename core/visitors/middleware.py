from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.cache import get_conditional_response, patch_vary_headers

from core import metrics
from core.visitors.pages import PAGES, Answer, Page
from core.visitors.release import release

LIFE = 60  # seconds: what no question asks for, such as somebody's new name, is no older

# Who sends one of these is somebody, or gets something else than the page.
SPECIAL = ("HTTP_AUTHORIZATION", "HTTP_HX_REQUEST", "HTTP_RANGE")


@dataclass(frozen=True)
class Kept:
    answer: Answer
    headers: list[tuple[str, str]]
    body: bytes

    def response(self) -> HttpResponse:
        return HttpResponse(self.body, headers=dict(self.headers))


@dataclass(frozen=True)
class Visit:
    """A visitor's request for a page that may be kept."""

    page: Page
    match: ResolverMatch
    key: str


class VisitorsMiddleware:
    """Shows visitors what another visitor was shown, if the database says that it is still so.

    Stands before sessions, which cost more than a page that is kept, and behind whatever watches,
    redirects or adds headers, which a kept page gets like any other.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if settings.DEBUG:  # whoever edits a template wants to see it
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        visit = _visit(request)
        if visit is None:
            return self.get_response(request)
        # Before the page is made: an act that commits meanwhile is then shown early, not late.
        answer = visit.page.ask(visit.match.kwargs)
        if not answer:
            return self.get_response(request)
        kept = caches["volatile"].get(visit.key)
        if kept is not None and kept.answer == answer:
            request.resolver_match = visit.match
            return _finish(request, kept.response(), "kept")
        response = self.get_response(request)
        if not isinstance(response, HttpResponse) or not _is_for_all(response):
            return response
        _describe(response)
        # Only what nothing but the address can have had a part in is kept.
        if request.method == "GET" and not request.META.get("HTTP_COOKIE"):
            made = Kept(answer, list(response.items()), response.content)
            caches["volatile"].set(visit.key, made, LIFE)
        return _finish(request, response, "made")


def _visit(request: HttpRequest) -> Visit | None:
    if request.method not in ("GET", "HEAD") or any(name in request.META for name in SPECIAL):
        return None
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return None
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return None
    page = PAGES.get(match.view_name)
    query = None if page is None else page.query_of(request)
    if page is None or query is None:
        return None
    request.get_host()  # raises where the host is none of ours
    return Visit(page, match, _key(request.path, query))


def _key(path: str, query: str) -> str:
    """Visitors have one language, one zone and no theme, so the address is all there is to it."""
    parts = (release(), settings.SITE_ORIGIN, settings.SITE_NAME, path, query)
    return f"visitors:{blake2b(repr(parts).encode(), digest_size=20).hexdigest()}"


def _is_for_all(response: HttpResponse) -> bool:
    plain = not response.cookies and not response.has_header("Cache-Control")
    return response.status_code == 200 and plain


def _describe(response: HttpResponse) -> None:
    """Let the browser that has the page ask whether it is still so, and nobody else keep it."""
    response["Cache-Control"] = "private, no-cache"
    # Weak, because a proxy may compress it.
    response["ETag"] = f'W/"{blake2b(response.content, digest_size=12).hexdigest()}"'
    patch_vary_headers(response, ["Cookie", "HX-Request"])


def _finish(request: HttpRequest, response: HttpResponse, source: str) -> HttpResponseBase:
    metrics.observe_visitors_page(source)
    answer = get_conditional_response(request, etag=response["ETag"], response=response) or response
    answer["Server-Timing"] = source
    return answer
