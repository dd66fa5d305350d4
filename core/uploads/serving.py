import structlog
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from core.models import Upload
from core.uploads import storing

log = structlog.get_logger(__name__)


def serve(request: HttpRequest, upload: Upload) -> HttpResponse | FileResponse:
    """The file, for somebody who was let in by the door, in a form that no browser will run.

    A browser may keep it and has to ask each time, so that whoever was let out gets no more of it.
    """
    etag = f'"{upload.sha256[:32]}"'
    headers = {
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
    # As much an answer as the file: the door was asked before. What a browser has kept takes on the
    # headers that come with it, so they are the same.
    if unchanged := get_conditional_response(request, etag=etag):
        for name, value in headers.items():
            unchanged.headers[name] = value
        return unchanged
    length = {"Content-Length": str(upload.size)}
    if request.method == "HEAD":
        return HttpResponse(headers=headers | length)
    try:
        file = storing.read(upload.stored_as)
    except FileNotFoundError as error:
        log.exception("upload_lost", upload=upload.pk)  # as after restoring the database alone
        raise Http404 from error
    response = FileResponse(file)
    for name, value in (headers | length).items():  # it has guessed them from the storage's name
        response.headers[name] = value
    return response
