from typing import Any

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


class PageRequest(HttpRequest):
    """A request as the middleware leaves it; views that need a user are guarded by their door."""

    htmx: HtmxDetails
    user: Any


def is_script(request: HttpRequest) -> bool:
    """One that shows how far a file is, say, and goes on by itself."""
    kinds = ["text/html", "application/json"]
    return request.get_preferred_type(kinds) == "application/json"
