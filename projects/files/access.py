"""The doors to a project's files, for web and API: unseen is 404, refused is 403."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from core.models import Upload
from core.permissions import require
from projects import rules
from projects.models import FileVersion, Folder, Project, ProjectFile


def project_of_files(viewer: Any, pk: int) -> Project:
    """Whoever is only invited reads the project's first page, and not these."""
    return get_object_or_404(Project.objects.visible_to(viewer).for_page(), pk=pk)


def project_to_add_to(viewer: Any, pk: int) -> Project:
    project = project_of_files(viewer, pk)
    require(rules.can_contribute(viewer, project))
    return project


def folder_to_read(viewer: Any, pk: int) -> Folder:
    return _found(Folder.objects.visible_to(viewer), pk)


def folder_to_change(viewer: Any, pk: int) -> Folder:
    folder = folder_to_read(viewer, pk)
    require(rules.can_contribute(viewer, folder.project))
    return folder


def folder_to_restore(viewer: Any, pk: int) -> Folder:
    """A deleted one, which only those who can restore it are shown."""
    gone = Folder.objects.deleted().filter(project__in=Project.objects.visible_to(viewer))
    folder: Folder = _found(gone, pk)
    require(rules.can_contribute(viewer, folder.project))
    return folder


def file_to_read(viewer: Any, pk: int) -> ProjectFile:
    return _found(ProjectFile.objects.visible_to(viewer), pk)


def file_to_change(viewer: Any, pk: int) -> ProjectFile:
    file = file_to_read(viewer, pk)
    require(rules.can_contribute(viewer, file.project))
    return file


def file_to_restore(viewer: Any, pk: int) -> ProjectFile:
    file = _deleted_file(viewer, pk)
    require(rules.can_contribute(viewer, file.project))
    return file


def file_to_remove_for_good(viewer: Any, pk: int) -> ProjectFile:
    file = _deleted_file(viewer, pk)
    require(rules.can_edit(viewer, file.project))
    return file


def folder_of(project: Project, pk: int | None) -> Folder | None:
    """A folder of the project to put something into; None is the top."""
    return get_object_or_404(project.folders.present(), pk=pk) if pk else None


def version_of(file: ProjectFile, number: int) -> FileVersion:
    return get_object_or_404(file.versions.select_related("upload"), number=number)


def to_fetch(file: ProjectFile, upload: Upload | None) -> Upload:
    """What is fetched has the name that the file has here, whatever it was sent as."""
    if upload is None:
        raise Http404
    upload.name = file.name
    return upload


def sent_by(viewer: Any, key: str) -> Upload:
    """A file that the viewer has sent to the site."""
    return get_object_or_404(Upload.objects.of(viewer), key=key)


def within(project_id: int, thing: Any) -> Any:
    """An address names the project too, and another one leads nowhere."""
    if thing.project_id != project_id:
        raise Http404
    return thing


def _deleted_file(viewer: Any, pk: int) -> ProjectFile:
    gone = ProjectFile.objects.deleted().filter(project__in=Project.objects.visible_to(viewer))
    return _found(gone, pk)


def _found(things: Any, pk: int) -> Any:
    thing = get_object_or_404(things.for_page(), pk=pk)
    thing.project = Project.objects.for_page().get(pk=thing.project_id)  # with what its tabs count
    return thing
