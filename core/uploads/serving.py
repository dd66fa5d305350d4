import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

import structlog
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from core.models import Upload
from core.uploads import storing

log = structlog.get_logger(__name__)

RANGE = re.compile(r"bytes=(\d{0,12})-(\d{0,12})", re.ASCII)
# Who watches a video asks for all that is left of it and reads as fast as they watch; each answer
# is no longer than this, so that nobody has one of our threads for an hour.
LONGEST_PART = 4 * 2**20


def serve(request: HttpRequest, upload: Upload) -> HttpResponse | StreamingHttpResponse:
    """The file, or the part of it that was asked for, for somebody who was let in by the door, in a
    form that no browser will run.

    A browser may keep it and has to ask each time, so that whoever was let out gets no more of it.
    """
    etag = f'"{upload.sha256[:32]}"'
    headers = _headers(upload, etag) | {"Accept-Ranges": "bytes"}
    if unchanged := _unchanged(request, etag, headers):
        return unchanged
    if asked := _asked_part(request, etag):
        return _part(upload, asked, headers)
    length = {"Content-Length": str(upload.size)}
    if request.method == "HEAD":
        return HttpResponse(headers=headers | length)
    if upload.traits.is_video:  # from a bucket it would have to be here whole first
        with _or_lost(upload):
            whole = storing.read_part(upload.stored_as, 0, upload.size)
        return StreamingHttpResponse(whole, headers=headers | length)
    with _or_lost(upload):
        file = storing.read(upload.stored_as)
    response: HttpResponse | StreamingHttpResponse = FileResponse(file)
    for name, value in (headers | length).items():  # it has guessed them from the storage's name
        response.headers[name] = value
    return response


def serve_made(
    request: HttpRequest, upload: Upload, make: Callable[[BinaryIO], bytes]
) -> HttpResponse:
    """What is made of the file for this reader, and always whole."""
    etag = f'"{upload.sha256[:31]}-made"'
    headers = _headers(upload, etag)
    if unchanged := _unchanged(request, etag, headers):
        return unchanged
    with _or_lost(upload), storing.read(upload.stored_as) as file:
        return HttpResponse(make(cast(BinaryIO, file)), headers=headers)


def _headers(upload: Upload, etag: str) -> dict[str, str]:
    return {
        "ETag": etag,
        "Cache-Control": "private, no-cache",
        "Content-Type": upload.traits.content_type,
        # What was drawn anew here is shown; anything else is kept, under a name of our making.
        "Content-Disposition": content_disposition_header(not upload.is_picture, upload.name) or "",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        # Another site could else tell by a picture's coming whether its reader is let in here.
        "Cross-Origin-Resource-Policy": "same-origin",
    }


def _unchanged(request: HttpRequest, etag: str, headers: dict[str, str]) -> HttpResponse | None:
    """As much an answer as the file: the door was asked before. What a browser has kept takes on
    the headers that come with it, so they are the same."""
    unchanged: HttpResponse | None = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        for name, value in headers.items():
            unchanged.headers[name] = value
    return unchanged


def _asked_part(request: HttpRequest, etag: str) -> tuple[str, str] | None:
    """From where to where, as one range asks for it. Several at once are answered with the whole,
    and so is a part of what has changed meanwhile.
    """
    match = RANGE.fullmatch(request.headers.get("Range", ""))
    if request.method != "GET" or match is None or not any(match.groups()):
        return None
    if request.headers.get("If-Range", etag) != etag:
        return None
    return match[1], match[2]


def _part(
    upload: Upload, asked: tuple[str, str], headers: dict[str, str]
) -> HttpResponse | StreamingHttpResponse:
    first, last = _within(asked, upload.size)
    if first > last:
        told = {"Content-Range": f"bytes */{upload.size}"}
        return HttpResponse(status=416, headers=headers | told)
    length = last - first + 1
    told = {
        "Content-Range": f"bytes {first}-{last}/{upload.size}",
        "Content-Length": str(length),
    }
    with _or_lost(upload):
        chunks = storing.read_part(upload.stored_as, first, length)
    return StreamingHttpResponse(chunks, status=206, headers=headers | told)


def _within(asked: tuple[str, str], size: int) -> tuple[int, int]:
    """The first and the last byte; the first after the last where there is nothing."""
    begin, end = asked
    if not begin:  # so many from the end
        return (max(size - int(end), 0), size - 1) if int(end) else (size, 0)
    first = int(begin)
    last = min(int(end), size - 1) if end else min(first + LONGEST_PART, size) - 1
    if end and int(end) < first:
        return size, 0
    return (first, last) if first < size else (size, 0)


@contextmanager
def _or_lost(upload: Upload) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        log.exception("upload_lost", upload=upload.pk)  # as after restoring the database alone
        raise Http404 from error
