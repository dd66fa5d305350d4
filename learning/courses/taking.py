"""From a video that a browser sent to that of a lesson."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile

from core.errors import DomainError
from core.uploads.accepting import accept_video
from core.uploads.keeping import remove
from learning.courses.models import Lesson


def take_film(lesson: Lesson, sent: UploadedFile | None, *, by: Any) -> None:
    """Raises IsRemoved, and what `accept_video` raises."""
    upload = accept_video(sent, by=by)
    try:
        lesson.show_film(upload)
    except DomainError:
        remove(upload)
        raise
