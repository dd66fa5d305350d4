"""A calendar as it is answered with: one that has not changed is not sent again."""

import hashlib
from typing import Any

from django.http import HttpResponse
from django.utils.cache import get_conditional_response

TYPE = "text/calendar; charset=utf-8"


def answer(request: Any, body: bytes, *, name: str = "") -> HttpResponse:
    """``name``: of the file that a browser keeps."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type=TYPE)
    response["ETag"] = etag
    response["Cache-Control"] = "private, max-age=300"
    if name:
        response["Content-Disposition"] = f'attachment; filename="{name}"'
    found: HttpResponse | None = get_conditional_response(request, etag=etag, response=response)
    return found or response
