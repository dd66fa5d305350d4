import os
from pathlib import Path

from django.core.files import File
from django.core.files.storage import FileSystemStorage


class Disk(FileSystemStorage):
    """A folder whose files are on the disk, and not only on their way to it, once saved.

    PostgreSQL syncs the row that names the file; without this a power failure could keep the row
    and lose the file.
    """

    def _save(self, name: str, content: File) -> str:
        saved: str = super()._save(name, content)  # type: ignore[misc]
        path = Path(self.path(saved))
        for place in (path, path.parent):
            descriptor = os.open(place, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        return saved
