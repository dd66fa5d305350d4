from typing import Any

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response

from core.api.paging import PageInput, page_of, page_response
from core.api.serializers import read
from core.api.views import ApiRequest, ApiView, PersonalView
from core.paging import paginate
from core.uploads.kinds import KINDS
from core.uploads.serving import serve
from projects.files import access
from projects.files.api import serializers as s
from projects.files.views.files import pack
from projects.models import Folder, ProjectFile

CONTENT: Any = {(200, kind.content_type): OpenApiTypes.BINARY for kind in KINDS.values()}
ZIP: Any = {(200, "application/zip"): OpenApiTypes.BINARY}


class FilesView(ApiView):
    query = PageInput

    @extend_schema(operation_id="list_project_files", responses=page_of(s.FileOutput))
    def get(self, request: ApiRequest, pk: int) -> Response:
        """A project's files, in whichever folder, the last changed first."""
        project = access.project_of_files(request.user, pk)
        found = project.files.present().for_list().select_related("project__community")
        after, size = self.asked.get("after"), self.asked["limit"]
        page = paginate(found, ("-changed_at", "-pk"), after=after, size=size)
        return page_response(request, page, lambda file: s.FileOutput(file).data)

    @extend_schema(
        operation_id="add_project_file", request=s.FileInput, responses={201: s.FileOutput}
    )
    def post(self, request: ApiRequest, pk: int) -> Response:
        """Put a file that you sent into a project. A name that is taken is answered with 409."""
        project = access.project_to_add_to(request.user, pk)
        said = read(request, s.FileInput)
        upload = access.sent_by(request.user, said.pop("upload"))
        said["folder"] = access.folder_of(project, said["folder"])
        file = ProjectFile.objects.add(project, upload, by=request.user, **said)
        return answer(request, file.pk, status.HTTP_201_CREATED)


class DeletedFilesView(PersonalView):
    @extend_schema(
        operation_id="list_deleted_project_files", responses=s.DeletedFileOutput(many=True)
    )
    def get(self, request: ApiRequest, pk: int) -> Response:
        """Those that you can restore, the last changed first."""
        project = access.project_to_add_to(request.user, pk)
        gone = project.files.deleted().select_related("deleted_by").newest_first()
        return Response(s.DeletedFileOutput(gone, many=True).data)


class ZipView(ApiView):
    fails_also = {"GET": {"429", "503"}}

    @extend_schema(operation_id="fetch_project_files", responses=ZIP)
    def get(self, request: ApiRequest, pk: int) -> HttpResponseBase:
        """All files of a project in one archive."""
        return pack(request, access.project_of_files(request.user, pk))


class FoldersView(ApiView):
    @extend_schema(operation_id="list_project_folders", responses=s.FolderOutput(many=True))
    def get(self, request: ApiRequest, pk: int) -> Response:
        """The folders of a project's files, each with the one that it is in."""
        project = access.project_of_files(request.user, pk)
        found = project.folders.present().in_order().select_related("project__community")
        return Response(s.FolderOutput(found, many=True).data)

    @extend_schema(
        operation_id="open_project_folder", request=s.FolderInput, responses={201: s.FolderOutput}
    )
    def post(self, request: ApiRequest, pk: int) -> Response:
        """Open a folder."""
        project = access.project_to_add_to(request.user, pk)
        said = read(request, s.FolderInput)
        said["parent"] = access.folder_of(project, said["parent"])
        folder = Folder.objects.open(project, **said)
        return Response(s.FolderOutput(folder).data, status.HTTP_201_CREATED)


class FolderView(ApiView):
    @extend_schema(operation_id="read_project_folder", responses=s.FolderOutput)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """A folder of a project's files."""
        return Response(s.FolderOutput(access.folder_to_read(request.user, pk)).data)

    @extend_schema(
        operation_id="edit_project_folder", request=s.FolderInput, responses=s.FolderOutput
    )
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Give it this name, and this place."""
        folder = access.folder_to_change(request.user, pk)
        said = read(request, s.FolderInput)
        folder.change(name=said["name"], parent=access.folder_of(folder.project, said["parent"]))
        return Response(s.FolderOutput(folder).data)

    @extend_schema(operation_id="delete_project_folder", responses={204: None})
    def delete(self, request: ApiRequest, pk: int) -> Response:
        """Delete it with all that is in it; it can be restored."""
        access.folder_to_change(request.user, pk).delete_softly(by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class FolderPresenceView(PersonalView):
    @extend_schema(operation_id="restore_project_folder", request=None, responses=s.FolderOutput)
    def post(self, request: ApiRequest, pk: int) -> Response:
        """Bring a deleted folder back, with all that was deleted with it."""
        folder = access.folder_to_restore(request.user, pk)
        folder.restore()
        return Response(s.FolderOutput(folder).data)


class FolderZipView(ApiView):
    fails_also = {"GET": {"429", "503"}}

    @extend_schema(operation_id="fetch_project_folder", responses=ZIP)
    def get(self, request: ApiRequest, pk: int) -> HttpResponseBase:
        """All that is in a folder, in one archive."""
        folder = access.folder_to_read(request.user, pk)
        return pack(request, folder.project, folder)


class FileView(ApiView):
    @extend_schema(operation_id="read_project_file", responses=s.FileOutput)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """What a file of a project is."""
        return answer(request, pk)

    @extend_schema(
        operation_id="edit_project_file", request=s.FileEditInput, responses=s.FileOutput
    )
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Give it this name, and this place."""
        file = access.file_to_change(request.user, pk)
        said = read(request, s.FileEditInput)
        file.change(name=said["name"], folder=access.folder_of(file.project, said["folder"]))
        return answer(request, pk)

    @extend_schema(operation_id="delete_project_file", responses={204: None})
    def delete(self, request: ApiRequest, pk: int) -> Response:
        """Delete it; it can be restored."""
        access.file_to_change(request.user, pk).delete_softly(by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class FileContentView(ApiView):
    fails_also = {"GET": {"503"}}

    @extend_schema(operation_id="fetch_project_file", responses=CONTENT)
    def get(self, request: ApiRequest, pk: int) -> HttpResponseBase:
        """The file itself, as its kind of content."""
        file = access.file_to_read(request.user, pk)
        return serve(request, access.to_fetch(file, file.file))


class FileVersionsView(ApiView):
    @extend_schema(
        operation_id="list_project_file_versions", responses=s.FileVersionOutput(many=True)
    )
    def get(self, request: ApiRequest, pk: int) -> Response:
        """Each that it was, the last one first."""
        file = access.file_to_read(request.user, pk)
        return Response(s.FileVersionOutput(file.versions.for_display(), many=True).data)

    @extend_schema(
        operation_id="add_project_file_version",
        request=s.FileVersionInput,
        responses={201: s.FileOutput},
    )
    def post(self, request: ApiRequest, pk: int) -> Response:
        """Add a new version, of a file of the same kind."""
        file = access.file_to_change(request.user, pk)
        said = read(request, s.FileVersionInput)
        upload = access.sent_by(request.user, said["upload"])
        file.add_version(upload, by=request.user, note=said["note"])
        return answer(request, pk, status.HTTP_201_CREATED)


class FileVersionContentView(ApiView):
    fails_also = {"GET": {"503"}}

    @extend_schema(operation_id="fetch_project_file_version", responses=CONTENT)
    def get(self, request: ApiRequest, pk: int, number: int) -> HttpResponseBase:
        """The file as it was then."""
        file = access.file_to_read(request.user, pk)
        return serve(request, access.to_fetch(file, access.version_of(file, number).stored))


class FileVersionView(PersonalView):
    @extend_schema(
        operation_id="restore_project_file_version", request=None, responses=s.FileOutput
    )
    def post(self, request: ApiRequest, pk: int, number: int) -> Response:
        """Let an earlier version count again; this is a new version."""
        file = access.file_to_change(request.user, pk)
        note = _("Version %(number)s again") % {"number": number}
        file.restore_version(access.version_of(file, number), by=request.user, note=note)
        return answer(request, pk)


class FilePresenceView(PersonalView):
    @extend_schema(operation_id="restore_project_file", request=None, responses=s.FileOutput)
    def post(self, request: ApiRequest, pk: int) -> Response:
        """Bring a deleted file back."""
        access.file_to_restore(request.user, pk).restore()
        return answer(request, pk)

    @extend_schema(operation_id="remove_project_file_for_good", responses={204: None})
    def delete(self, request: ApiRequest, pk: int) -> Response:
        """Remove a deleted file for good, which frees its room."""
        access.file_to_remove_for_good(request.user, pk).remove_for_good()
        return Response(status=status.HTTP_204_NO_CONTENT)


def answer(request: ApiRequest, pk: int, code: int = status.HTTP_200_OK) -> Response:
    return Response(s.FileOutput(access.file_to_read(request.user, pk)).data, code)
