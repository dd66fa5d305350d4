"""Files of works, as reviewers get them: of no name, and with no author in their properties."""

from functools import partial

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from core.models import Upload
from core.uploads.serving import serve, serve_made
from learning.courses.assignments.nameless import can_name, without_name


def hand_out(request: HttpRequest, upload: Upload) -> HttpResponseBase:
    """Raises NamesItsAuthor."""
    if not can_name(upload):
        return serve(request, upload)
    return serve_made(request, upload, partial(without_name, upload))
