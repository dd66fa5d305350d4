"""From what somebody sent to what is kept. One way in, for page, editor, API and demo."""

from datetime import timedelta
from io import BytesIO
from math import ceil
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from core.limits import Limit
from core.models import Upload
from core.uploads.errors import NotAPicture, NothingSent, TooLarge
from core.uploads.keeping import keep
from core.uploads.kinds import Kind, kind_of, video_of
from core.uploads.names import safe_name
from core.uploads.pictures import Picture, drawn_anew

UPLOADING = Limit("upload", 60, per=timedelta(minutes=10))
KB = 1024


def accept(sent: UploadedFile | None, *, by: Any) -> Upload:
    """Look at it, draw it anew if it is a picture, and keep it.

    Raises NothingSent, TooLarge, TooMany, NotTaken, Unreadable, TooDetailed, Busy and
    StorageUnavailable.
    """
    file, kind = _looked_at(sent, by=by)
    name = safe_name(file.name or "", kind)
    if not kind.is_picture:
        return keep(file, name, kind, by=by)
    file.seek(0)
    drawn = drawn_anew(file.read(), kind)
    return keep(BytesIO(drawn.data), name, kind, by=by, width=drawn.width, height=drawn.height)


def read_picture(sent: UploadedFile | None, *, by: Any) -> Picture:
    """Draw it anew for something else to be made of it; it is not kept.

    Raises NotAPicture, and what `accept` does but StorageUnavailable.
    """
    file, kind = _looked_at(sent, by=by)
    if not kind.is_picture:
        raise NotAPicture
    file.seek(0)
    return drawn_anew(file.read(), kind)


def _looked_at(sent: UploadedFile | None, *, by: Any) -> tuple[BinaryIO, Kind]:
    if sent is None or not sent.size:
        raise NothingSent
    if sent.size > settings.UPLOAD_MAX_MB * KB * KB:
        raise TooLarge
    spend(by, sent.size)
    file = cast(BinaryIO, sent)  # as far as reading goes
    return file, kind_of(file, sent.name or "")


def accept_video(sent: UploadedFile | None, *, by: Any) -> Upload:
    """Look at how it begins, and keep it. It has a size and a day's megabytes of its own.

    Raises NothingSent, TooLarge, TooMany, NotAVideo and StorageUnavailable.
    """
    if sent is None or not sent.size:
        raise NothingSent
    if sent.size > settings.VIDEO_MAX_MB * KB * KB:
        raise TooLarge(settings.VIDEO_MAX_MB)
    file = cast(BinaryIO, sent)
    kind = video_of(file)
    spend(by, sent.size, of="video", daily_mb=settings.VIDEO_DAILY_MB)
    return keep(file, safe_name(sent.name or "", kind), kind, by=by)


def spend(who: Any, size: int, *, of: str = "upload", daily_mb: int = 0) -> None:
    """Count a file, and its size against the day's. Raises TooMany."""
    most = (daily_mb or settings.UPLOAD_DAILY_MB) * KB
    daily = Limit(f"{of} KB", most, per=timedelta(days=1))
    UPLOADING.spend(f"user:{who.pk}")
    daily.spend(f"user:{who.pk}", cost=ceil(size / KB))
