"""Errors as problem details (RFC 9457), with a stable ``code`` and, for fields, ``errors``."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from core.api.serializers import BadQuery
from core.errors import DomainError

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "Bad request",
    401: "Not signed in",
    403: "Refused",
    404: "Not found",
    405: "Method not allowed",
    406: "Not acceptable",
    409: "Conflict",
    413: "Too large",
    415: "Unsupported media type",
    422: "Invalid input",
    429: "Too many requests",
    500: "Broken",
    503: "Not now",
}
NOTHING = _("There is nothing here, or nothing you may see.")
INVALID = _("Some of what was sent is not valid.")


def problem(
    code: str,
    detail: str | Promise,
    status_code: int,
    *,
    errors: list[dict[str, str]] | None = None,
    headers: dict[str, str] | None = None,
) -> Response:
    body = _body(code, detail, status_code)
    if errors is not None:
        body["errors"] = errors
    return Response(body, status_code, headers=headers, content_type=MEDIA_TYPE)


def plain_problem(code: str, detail: str | Promise, status_code: int) -> JsonResponse:
    """The same where no endpoint of DRF answers."""
    body = _body(code, detail, status_code)
    return JsonResponse(body, status=status_code, content_type=MEDIA_TYPE)


def _body(code: str, detail: str | Promise, status_code: int) -> dict[str, Any]:
    return {
        "type": "about:blank",
        "title": TITLES.get(status_code, "Error"),
        "status": status_code,
        "code": code,
        "detail": str(detail),
    }


def handle(error: Exception, context: dict[str, Any]) -> Response | None:  # noqa: PLR0911 - a table
    """DRF's exception handler: what it does not know rises, and is a 500."""
    set_rollback()
    match error:
        case DomainError():
            detail = str(error.message)
            return problem(error.code, detail, error.status, headers=dict(error.headers))
        case Http404() | exceptions.NotFound():
            return problem("not_found", NOTHING, 404)
        case BadQuery():
            return problem("bad_query", INVALID, 400, errors=_errors_of(error))
        case exceptions.ValidationError():
            return problem("invalid", INVALID, 422, errors=_errors_of(error))
        case RequestDataTooBig():
            return problem("too_large", _("This is more than is taken at once."), 413)
        case PermissionDenied():
            return problem("refused", str(error) or "You may not do this.", 403)
        case exceptions.APIException():
            return _of_framework(error)
    return None


def _of_framework(error: exceptions.APIException) -> Response:
    headers = {}
    if challenge := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait))
    codes = error.get_codes()
    code = codes if isinstance(codes, str) else "error"
    return problem(code, str(error.detail), error.status_code, headers=headers)


def _errors_of(error: exceptions.ValidationError) -> list[dict[str, str]]:
    return list(_field_errors(error.get_full_details()))


def _field_errors(details: Any, field: str = "") -> Iterator[dict[str, str]]:
    """Flatten DRF's nested details: ``{"pointer": "tags/0", "code": …, "detail": …}``."""
    if isinstance(details, list):
        for index, item in enumerate(details):
            nested = isinstance(item, dict) and "message" not in item
            yield from _field_errors(item, f"{field}/{index}" if nested else field)
    elif "message" in details and "code" in details and isinstance(details["message"], str):
        yield {"field": field, "code": details["code"], "detail": details["message"]}
    else:
        for name, below in details.items():
            whole = name == "non_field_errors"
            yield from _field_errors(below, field if whole else f"{field}/{name}".lstrip("/"))
