from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.serializers import Input, Output
from core.paging import Page

DEFAULT, MOST = 20, 100


class PageInput(Input):
    """The query of a list: unknown parameters are refused like unknown fields."""

    after = serializers.CharField(
        required=False, max_length=500, help_text="The cursor from `next` of the page before."
    )
    limit = serializers.IntegerField(
        default=DEFAULT, min_value=1, max_value=MOST, help_text="How many items at most."
    )


def page_response(
    request: Request, page: Page[Any], write: Callable[[Any], dict[str, Any]]
) -> Response:
    """``items`` and ``next``; the address of the next page also stands in the Link header."""
    body = {"items": [write(item) for item in page], "next": page.next}
    headers = {"Link": f'<{_following(request, page.next)}>; rel="next"'} if page.next else {}
    return Response(body, headers=headers)


def _following(request: Request, cursor: str) -> str:
    query = request.query_params.dict() | {"after": cursor}
    return f"{settings.SITE_ORIGIN}{request.path}?{urlencode(query)}"


def page_of(item: type[Output]) -> type[Output]:
    """The schema of a page of these."""
    name = item.__name__.removesuffix("Output") + "Page"
    fields = {
        "items": item(many=True),
        "next": serializers.CharField(
            allow_null=True, help_text="The cursor of the next page, or null on the last."
        ),
    }
    example = {"items": [getattr(item, "example", None)], "next": None}
    return type(name, (Output,), fields | {"example": example})
