"""From what a browser sent to files of a project."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import UploadedFile

from core.errors import DomainError
from core.models import Upload
from core.uploads.accepting import accept
from core.uploads.keeping import remove
from projects.errors import NameTaken, NoRoom
from projects.files.shelf import room_of
from projects.models import Folder, Project, ProjectFile

if TYPE_CHECKING:
    from accounts.models import User


@dataclass
class Taken:
    files: list[ProjectFile] = field(default_factory=list)
    waiting: list[Upload] = field(default_factory=list)  # of a name that is taken: ask what to do
    refused: list[tuple[str, str]] = field(default_factory=list)  # names, and why not


def take(
    project: Project, sent: Iterable[UploadedFile], *, by: "User", folder: Folder | None
) -> Taken:
    """Each for itself: one that is refused keeps none of the others out."""
    taken = Taken()
    for one in sent:
        try:
            upload = received(project, one, by=by)
        except DomainError as error:
            taken.refused.append((one.name or "", str(error)))
            continue
        try:
            taken.files.append(ProjectFile.objects.add(project, upload, by=by, folder=folder))
        except NameTaken:
            taken.waiting.append(upload)
        except DomainError as error:
            remove(upload)
            taken.refused.append((one.name or "", str(error)))
    return taken


def received(project: Project, sent: UploadedFile | None, *, by: "User") -> Upload:
    """Kept as the sender's own, for now. Raises NoRoom, and what `accept` raises."""
    room = room_of(project)
    if sent and (sent.size or 0) > room.whole - room.taken:
        raise NoRoom  # the verb asks again, under lock; this one spares looking at the file
    return accept(sent, by=by)
