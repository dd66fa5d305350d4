from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from core.models import Upload


class FileVersionQuerySet(models.QuerySet["FileVersion"]):
    def for_display(self) -> Self:
        return self.select_related("upload", "by").order_by("-number")


class FileVersion(models.Model):
    """A file as it was once; the last one is the file as it is."""

    file = models.ForeignKey("projects.ProjectFile", models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    # None once whoever sent it has deleted it from the site.
    upload = models.ForeignKey(Upload, models.SET_NULL, null=True, related_name="+")
    size = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    note = models.CharField(max_length=200, blank=True)

    objects: ClassVar = FileVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="file_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.file_id} v{self.number}"

    @property
    def stored(self) -> Upload | None:
        """What can be fetched of it."""
        return self.upload if self.upload and self.upload.is_kept else None
