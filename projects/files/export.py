from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch

from projects import export
from projects.files.zipping import as_file
from projects.models import FileVersion, Project, ProjectFile


@export.part("files")
def files(viewer: Any, project: Project) -> Iterator[export.File]:
    """Each version under its number, and at the end what it is called and where it lies."""
    folders = {one.pk: one for one in project.folders.present()}
    versions = Prefetch("versions", FileVersion.objects.for_display())
    found = ProjectFile.objects.visible_to(viewer).filter(project=project)
    rows = []
    for file in found.prefetch_related(versions).order_by("pk").iterator(chunk_size=100):
        said = []
        for version in file.versions.all():
            path = f"files/{file.pk}/{version.number}{file.traits.endings[0]}"
            made = _content(path, version)
            if made:
                yield made
            said.append(_version(version, path if made else None))
        row = {"id": file.target, "name": file.name, "kind": file.kind, "folder": file.folder_id}
        rows.append(row | {"versions": said})
    if rows or folders:
        inside = [
            {"id": one.pk, "name": one.name, "inside": one.parent_id} for one in folders.values()
        ]
        yield export.as_json("files.json", {"folders": inside, "files": rows})


def _content(path: str, version: FileVersion) -> export.File | None:
    """None if whoever sent it has deleted it, or the storage has lost it."""
    if version.stored is None:
        return None
    try:
        return as_file(path, version.stored)
    except FileNotFoundError:
        return None


def _version(version: FileVersion, path: str | None) -> dict[str, Any]:
    return {
        "version": version.number,
        "path": path,
        "size": version.size,
        "by": f"person:{version.by_id}",
        "at": version.at,
        "note": version.note,
    }
