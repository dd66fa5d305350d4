"""All files of a project, or of a folder, as one archive."""

from collections.abc import Iterable, Iterator

from django.core.files import File as Stored

from core.models import Upload
from core.uploads import storing
from core.uploads.kinds import CSV, MARKDOWN, TEXT
from projects.files.naming import folder_name, free_name
from projects.models import Folder, Project
from projects.zipping import File

CHUNK = 64 * 1024
SHRINKING = {CSV.name, MARKDOWN.name, TEXT.name}  # other kinds are packed already
MISSING = "missing.txt"


def found_in(project: Project, folder: Folder | None = None) -> list[tuple[str, Upload]]:
    """Each file that can be fetched, by a path of safe names of which no two are the same."""
    known = {one.pk: one for one in project.folders.present()}
    files = project.files.present().select_related("upload").in_order()
    if folder:
        files = files.filter(folder__in=folder.with_all_inside())
    found: list[tuple[str, Upload]] = []
    used = {MISSING}
    for file in files:
        if file.file is None:
            continue
        path = free_name("/".join([*_way(known, file.folder_id, folder), file.name]), used)
        used.add(path.lower())
        found.append((path, file.file))
    return found


def archived(found: Iterable[tuple[str, Upload]]) -> Iterator[File]:
    """What the storage has lost, as after restoring the database alone, is named at the end."""
    missing = []
    for path, upload in found:
        try:
            yield as_file(path, upload)
        except FileNotFoundError:
            missing.append(path)
    if missing:
        yield File(MISSING, ["\n".join(missing) + "\n"])


def as_file(path: str, upload: Upload) -> File:
    """Raises FileNotFoundError, before anything of it is in an archive."""
    chunks = _read(storing.read(upload.stored_as))
    return File(path, chunks, at=upload.created_at, is_packed=upload.kind not in SHRINKING)


def _read(stored: Stored) -> Iterator[bytes]:
    with stored:
        while chunk := stored.read(CHUNK):
            yield chunk


def _way(known: dict[int, Folder], at: int | None, root: Folder | None) -> list[str]:
    """Below the folder that is sent, or below the top."""
    way: list[str] = []
    while at is not None and (root is None or at != root.pk):
        # What is stored was made safe when it was typed; this is what is unpacked on a disk.
        way.insert(0, folder_name(known[at].name) or "_")
        at = known[at].parent_id
    return way
