from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from members.photos.models import Photo

SIZES = ("large", "small")


def serve(request: HttpRequest, photo: Photo, size: str) -> HttpResponse:
    """A browser may keep it and has to ask each time, as of other files: see core/uploads."""
    etag = f'"{photo.key}-{size}"'
    headers = {
        "ETag": etag,
        "Cache-Control": "private, no-cache",
        "Content-Type": "image/jpeg",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    unchanged = get_conditional_response(request, etag=etag)
    response = unchanged or HttpResponse(bytes(getattr(photo, size)))
    for name, value in headers.items():
        response.headers[name] = value
    return response
