from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.errors import DomainError


class NothingSent(DomainError):
    status = 422
    code = "no_file"
    message = _("Choose a file first.")


class TooLarge(DomainError):
    status = 413
    code = "too_large"

    def __init__(self, most_mb: int = 0) -> None:
        size = most_mb or settings.UPLOAD_MAX_MB
        message = ngettext(
            "This file is larger than %(n)d MB. Send a smaller one.",
            "This file is larger than %(n)d MB. Send a smaller one.",
            size,
        )
        super().__init__(message % {"n": size})


class NotTaken(DomainError):
    """What it is was looked up in its bytes; its name and what the browser said count for nothing.

    The message names what is taken, so that somebody knows what to do.
    """

    status = 415
    code = "kind_not_taken"
    message = _(
        "This kind of file is not taken here. Send a picture (PNG, JPEG, GIF or WebP), a PDF, "
        "plain text, CSV or Markdown, an office document without macros, or a ZIP."
    )


class NotAPicture(DomainError):
    status = 415
    code = "not_a_picture"
    message = _("This is not a picture. Send a PNG, JPEG, GIF or WebP.")


class NotAVideo(DomainError):
    status = 415
    code = "not_a_video"
    message = _("This is not a video that browsers play. Save it as MP4 (H.264) or WebM.")


class Unreadable(DomainError):
    """It begins like a picture and is none, or not a whole one."""

    status = 422
    code = "unreadable"
    message = _("This picture is damaged and cannot be read. Save it anew and send that.")


class TooDetailed(DomainError):
    """It would take more memory or time to look at than one file may."""

    status = 422
    code = "too_detailed"
    message = _("This picture has too many pixels or moves for too long. Send a smaller one.")


class Busy(DomainError):
    status = 503
    code = "busy"
    message = _("Many pictures are arriving just now. Try again in a moment.")
    headers = {"Retry-After": "10"}


class StorageUnavailable(DomainError):
    """Disk or bucket did not answer; nothing was kept, and nothing is half kept."""

    status = 503
    code = "storage_unavailable"
    message = _("Files cannot be reached just now. Your text is safe. Try again in a few minutes.")
    headers = {"Retry-After": "60"}
