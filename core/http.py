from typing import Any

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


class PageRequest(HttpRequest):
    """A request as the middleware leaves it; views that need a user are guarded by their door."""

    htmx: HtmxDetails
    user: Any
